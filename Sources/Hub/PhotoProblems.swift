package import API
package import Rendering

extension Problem {
    package init(_ fault: PhotoFault) {
        switch fault {
        case .noPNG(let kind?):
            self.init(
                .pictureUnreadable,
                "The picture is a \(kind.rawValue) file. The hub takes PNG: the item's page makes one of any photo. Nothing was changed."
            )
        case .noPNG:
            self.init(
                .pictureUnreadable, "That is no PNG. Nothing was changed.")
        case .damaged:
            self.init(
                .pictureUnreadable,
                "The PNG cannot be read to its end: it is damaged or cut off. Nothing was changed.")
        case .tooLarge(let width, let height, let limit):
            self.init(
                .pictureTooLarge,
                "The picture has \(width) × \(height) dots; the hub takes up to \(limit) on a side. Make it smaller, and send it again."
            )
        }
    }
}
