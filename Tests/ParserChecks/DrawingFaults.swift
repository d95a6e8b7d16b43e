import Printing
public import Rendering

/// What is wrong with the labels that are drawn with a text as a layout, an icon, a paper or a sheet
/// file, whatever it says; empty where nothing is, and where it is no such file.
public func drawingFaults(reading yaml: String, in shipped: LayoutCatalogue) -> [String] {
    ["shelf.yaml", "icons.yaml", "media.yaml", "sheets.yaml"].flatMap { file in
        var catalogue = shipped
        guard (try? catalogue.read(yaml, file: file)) != nil else { return [String]() }
        // A file adds to what ships, or replaces it: what is new stands last.
        let papers = ["40x30", "28.6x88.9", "101.6x152.4"].compactMap {
            try? catalogue.media(named: $0)
        }
        return faults(drawing: catalogue, on: papers + catalogue.media.suffix(1))
    }
}

private func faults(drawing catalogue: LayoutCatalogue, on papers: [Media]) -> [String] {
    let renderer = LabelRenderer(catalogue)
    var fields = (try? catalogue.fields(ofLayout: "shelf")).map {
        Dictionary(uniqueKeysWithValues: $0.map { ($0, "Soups; Größe 3 شوربة") })
    }
    fields?["icons"] = catalogue.iconNames.suffix(4).joined(separator: ",")
    let sides = papers.flatMap { paper in
        fault {
            let drawing = try renderer.draw(
                "shelf", on: paper, at: .dpi203, fields: fields ?? [:], code: "7K2M9XRD")
            let dots = (Resolution.dpi203.dots(paper.width), Resolution.dpi203.dots(paper.feed))
            return dots == (drawing.bitmap.width, drawing.bitmap.height)
                ? [] : ["\(dots) dots: \(drawing.bitmap.width) x \(drawing.bitmap.height)"]
        }
    }
    guard let sheet = catalogue.sheets.last else { return sides }
    let label = SheetLabel(layout: "shelf", fields: fields ?? [:], code: "7K2M9XRD")
    return sides
        + fault {
            let pages = try renderer.sheets(of: [label], on: sheet, from: sheet.count).pages
            return pages == 1 ? [] : ["\(pages) pages for one label"]
        }
}

/// A label may not fit its paper, and says so; it must never be Cairo that refuses.
private func fault(_ draw: () throws -> [String]) -> [String] {
    do {
        return try draw()
    } catch LabelFault.drawingFailed(let status) {
        return ["Cairo's status \(status)"]
    } catch is LabelFault {
        return []
    } catch {
        return ["\(error)"]
    }
}
