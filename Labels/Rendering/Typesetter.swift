import CPangoCairo

/// Fonts and paragraphs of one renderer.
///
/// Owns its own font map, so that two typesetters share no state of Pango's; one typesetter is used
/// by one thread at a time. Paragraphs are kept and used again, label after label.
@safe final class Typesetter {
    /// Height of a small x beside the size of the font (Noto Sans, OS/2 table, sxHeight 536 of
    /// 1000).
    static let xHeight = 0.536

    // Safety: both are made in init and released in deinit; every paragraph holds a reference of
    // its own to the context, which holds one to the map.
    private let map: UnsafeMutablePointer<PangoFontMap>?
    private let context: OpaquePointer?
    private var paragraphs: [Paragraph] = []
    private var taken = 0

    init() {
        unsafe map = pango_cairo_font_map_new()
        unsafe context = pango_font_map_create_context(map)
        // Without this, the language of the environment would choose between fonts for Han
        // characters.
        unsafe pango_context_set_language(context, pango_language_from_string("en"))
        unsafe pango_context_set_round_glyph_positions(context, 0)
        let options = unsafe cairo_font_options_create()
        defer { unsafe cairo_font_options_destroy(options) }
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe pango_cairo_context_set_font_options(context, options)
    }

    deinit {
        FontLock.take()
        defer { FontLock.give() }
        paragraphs = []
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe g_object_unref(map)
    }

    /// Makes all paragraphs free for the next label.
    func begin() { taken = 0 }

    /// A paragraph that no other part of this label uses.
    func paragraph() -> Paragraph {
        if taken == paragraphs.count { unsafe paragraphs.append(Paragraph(context: context)) }
        taken += 1
        return paragraphs[taken - 1]
    }
}
