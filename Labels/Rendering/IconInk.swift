import CPangoCairo

extension Icon {
    /// Draws it with its top left at a point, `side` dots on a side; strokes are at least 2 dots.
    ///
    /// Before each step, `choose` sets the ink for black or for white.
    func draw(
        on cairo: OpaquePointer?, x: Int, y: Int, side: Int, _ choose: (_ isBlack: Bool) -> Void
    ) {
        // Safety: the context is the caller's, alive throughout; its state is as it was when done.
        let scale = Double(side) / Icon.grid
        unsafe cairo_save(cairo)
        defer { unsafe cairo_restore(cairo) }
        unsafe cairo_rectangle(cairo, Double(x), Double(y), Double(side), Double(side))
        unsafe cairo_clip(cairo)
        unsafe cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
        unsafe cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
        for step in steps {
            choose(step.tool == .pen || step.tool == .fill)
            unsafe cairo_new_path(cairo)
            for path in step.path {
                unsafe path.add(to: cairo, x: Double(x), y: Double(y), scale)
            }
            switch step.tool {
            case .pen, .cut:
                let pen = step.tool == .pen ? Icon.pen : Icon.eraser
                unsafe cairo_set_line_width(cairo, max(2, (pen * scale).rounded()))
                unsafe cairo_stroke(cairo)
            case .fill, .hole: unsafe cairo_fill(cairo)
            }
        }
    }
}

extension PathStep {
    fileprivate func add(to cairo: OpaquePointer?, x: Double, y: Double, _ scale: Double) {
        switch self {
        case .move(let a, let b): unsafe cairo_move_to(cairo, x + a * scale, y + b * scale)
        case .line(let a, let b): unsafe cairo_line_to(cairo, x + a * scale, y + b * scale)
        case .curve(let a, let b, let c, let d, let e, let f):
            unsafe cairo_curve_to(
                cairo, x + a * scale, y + b * scale, x + c * scale, y + d * scale, x + e * scale,
                y + f * scale)
        case .circle(let a, let b, let radius):
            unsafe cairo_new_sub_path(cairo)
            unsafe cairo_arc(cairo, x + a * scale, y + b * scale, radius * scale, 0, 2 * .pi)
        case .close: unsafe cairo_close_path(cairo)
        }
    }
}
