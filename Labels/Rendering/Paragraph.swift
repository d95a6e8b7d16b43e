import CPangoCairo

/// One paragraph of text in Pango, in any script and direction, measured in dots.
///
/// Text is never markup: `pango_layout_set_text` alone sets it.
@safe final class Paragraph {
    /// Searched in this order, then whatever fontconfig has for a script.
    static let families = "Noto Sans, DejaVu Sans, sans-serif"

    /// From baseline to baseline, of the size: Noto's own 1.362 is for books, a label's lines stand
    /// closer.
    static let linePitch = 1.14

    /// The same between lines with emoji, whose pictures are higher than letters.
    static let colourPitch = 1.8

    /// Where the ink is beside the paragraph's origin, and how wide its longest line is.
    struct Extents {
        /// Dots from the origin, rounded outwards.
        var left, top, right, bottom: Int
        /// Of the longest line, with the white around its letters.
        var width: Double
        var lines: Int

        var height: Int { bottom - top }
    }

    // Safety: both are made in init, released in deinit and never leave this file.
    private let layout: OpaquePointer?
    private let font: OpaquePointer?
    private var hasColour = false
    /// Bytes of the text within which no line may end.
    private var held: [Range<Int>] = []

    init(context: OpaquePointer?) {
        unsafe layout = pango_layout_new(context)
        unsafe font = pango_font_description_new()
        unsafe pango_font_description_set_family(font, Self.families)
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD)
    }

    deinit {
        unsafe pango_font_description_free(font)
        unsafe g_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// Sets a text without controls, as ``PrintableText`` makes it.
    func set(_ text: String, _ style: TextStyle) {
        unsafe pango_font_description_set_weight(
            font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        unsafe pango_layout_set_alignment(
            layout, style.centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT)
        hasColour = PrintableText.mayHaveColour(text)
        held = ThaiLines.ranges(in: text)
        setAttributes(lineHeight: nil)
        unsafe pango_layout_set_tabs(layout, nil)
        // Lines with emoji have the same height each, by `set(size:width:)`.
        unsafe pango_layout_set_line_spacing(layout, hasColour ? 0 : Float(Self.linePitch / 1.362))
        var text = text
        text.withUTF8 { utf8 in
            unsafe utf8.withMemoryRebound(to: CChar.self) {
                unsafe pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
            }
        }
    }

    /// Sets size and line width in dots; a nil width is one endless line.
    func set(size: Int, width: Double?) {
        unsafe pango_font_description_set_absolute_size(font, Double(size) * Double(PANGO_SCALE))
        unsafe pango_layout_set_font_description(layout, font)
        if hasColour { setAttributes(lineHeight: Double(size) * Self.colourPitch) }
        set(width: width)
    }

    /// What follows a tab ends at this many dots from the line's start.
    func set(endTab place: Double) {
        let tabs = unsafe pango_tab_array_new(1, 0)
        unsafe pango_tab_array_set_tab(
            tabs, 0, PANGO_TAB_RIGHT, Int32(place * Double(PANGO_SCALE)))
        unsafe pango_layout_set_tabs(layout, tabs)
        unsafe pango_tab_array_free(tabs)
    }

    /// Makes each line so many dots high, where that is said, and ends none where the text is held together.
    ///
    /// A line of emoji alone takes its height from their font, which is none.
    private func setAttributes(lineHeight: Double?) {
        guard lineHeight != nil || !held.isEmpty else {
            return unsafe pango_layout_set_attributes(layout, nil)
        }
        let attributes = unsafe pango_attr_list_new()
        if let lineHeight {
            unsafe pango_attr_list_insert(
                attributes,
                pango_attr_line_height_new_absolute(Int32(lineHeight * Double(PANGO_SCALE))))
        }
        for range in held {
            guard let attribute = unsafe pango_attr_allow_breaks_new(0) else { continue }
            unsafe attribute.pointee.start_index = guint(range.lowerBound)
            unsafe attribute.pointee.end_index = guint(range.upperBound)
            unsafe pango_attr_list_insert(attributes, attribute)
        }
        unsafe pango_layout_set_attributes(layout, attributes)
        unsafe pango_attr_list_unref(attributes)
    }

    func set(width: Double?) {
        unsafe pango_layout_set_width(layout, width.map { Int32($0 * Double(PANGO_SCALE)) } ?? -1)
    }

    /// Lays it out on lines across so many dots at some size; an end tab that is asked for stands at that place or before it.
    ///
    /// The lines are shorter by what a letter reaches beyond its own place, as a J does to its left.
    ///
    /// - Returns: What that takes, which is more where a word has no room.
    func lay(size: Int, across width: Int, endTab place: Double? = nil) -> Extents {
        func laid(within room: Double) -> Extents {
            if let place { set(endTab: min(place, room)) }
            set(size: size, width: room)
            return extents()
        }
        var room = width
        while true {
            let extents = laid(within: Double(room))
            let beyond = extents.right - extents.left - width
            room -= beyond
            // More than a letter is wide has other reasons.
            guard beyond > 0, room > 0, width - room <= size else { return extents }
        }
    }

    func extents() -> Extents {
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        unsafe pango_layout_get_extents(layout, &ink, &logical)
        let scale = PANGO_SCALE
        return Extents(
            left: Int((Double(ink.x) / Double(scale)).rounded(.down)),
            top: Int((Double(ink.y) / Double(scale)).rounded(.down)),
            right: Int(((Double(ink.x) + Double(ink.width)) / Double(scale)).rounded(.up)),
            bottom: Int(((Double(ink.y) + Double(ink.height)) / Double(scale)).rounded(.up)),
            width: Double(logical.width) / Double(scale),
            lines: Int(unsafe pango_layout_get_line_count(layout)))
    }

    /// The lines of each of its paragraphs, without the blanks at their ends.
    func lines() -> [[String]] {
        let text = unsafe String(cString: pango_layout_get_text(layout)).utf8
        var paragraphs: [[String]] = []
        let count = unsafe pango_layout_get_line_count(layout)
        for index in 0..<count {
            guard let line = unsafe pango_layout_get_line_readonly(layout, index) else { continue }
            let bytes = unsafe text.dropFirst(Int(line.pointee.start_index))
                .prefix(Int(line.pointee.length))
            let words = String(bytes)?.split(separator: " ").joined(separator: " ") ?? ""
            if unsafe line.pointee.is_paragraph_start != 0 { paragraphs.append([]) }
            paragraphs[paragraphs.count - 1].append(words)
        }
        return paragraphs
    }

    /// Draws it with its origin at a point of the canvas.
    func show(on cairo: OpaquePointer?, x: Int, y: Int) {
        unsafe cairo_move_to(cairo, Double(x), Double(y))
        unsafe pango_cairo_show_layout(cairo, layout)
    }

    /// Characters that no installed font has.
    func missingCharacters() -> String {
        guard unsafe pango_layout_get_unknown_glyphs_count(layout) > 0 else { return "" }
        let flag = UInt32(PANGO_GLYPH_UNKNOWN_FLAG)
        var missing: [Unicode.Scalar] = []
        let iterator = unsafe pango_layout_get_iter(layout)
        defer { unsafe pango_layout_iter_free(iterator) }
        repeat {
            guard let run = unsafe pango_layout_iter_get_run_readonly(iterator),
                let glyphs = unsafe run.pointee.glyphs
            else { continue }
            for index in 0..<Int(unsafe glyphs.pointee.num_glyphs) {
                let glyph = unsafe glyphs.pointee.glyphs[index].glyph
                guard glyph & flag != 0, let scalar = Unicode.Scalar(glyph & ~flag),
                    !missing.contains(scalar)
                else { continue }
                missing.append(scalar)
            }
        } while unsafe pango_layout_iter_next_run(iterator) != 0
        return String(String.UnicodeScalarView(missing))
    }
}
