/// A photo that is what it says, without what it tells of the person who took it.
public struct PhotoFile: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case jpeg = "image/jpeg"
        case png = "image/png"
        case webP = "image/webp"
    }

    public let kind: Kind
    /// The picture as it came, its pixels untouched; place, time, camera and comments are gone.
    public let bytes: [UInt8]

    /// 12 MB: a phone's largest photo, and no film.
    public static let limit = 12 * 1024 * 1024
    private static let longestSide = 20_000
    private static let mostPixels = 200_000_000

    /// Looks at the content alone; the name's ending says nothing.
    /// - Throws: `photos.large`, `photos.heic`, `photos.kind` for what is no photo of ours, `photos.broken` for one that
    ///   is damaged or of no sane size; all with the name.
    public static func cleaned(_ bytes: [UInt8], name: String) throws(Complaint) -> PhotoFile {
        guard bytes.count <= limit else { throw Complaint("photos.large", name, String(limit / 1024 / 1024)) }
        guard let kind = kind(of: bytes) else {
            throw Complaint(isHEIC(bytes) ? "photos.heic" : "photos.kind", name)
        }
        let picture =
            switch kind {
            case .jpeg: JPEGFile.cleaned(bytes)
            case .png: PNGFile.cleaned(bytes)
            case .webP: WebPFile.cleaned(bytes)
            }
        guard let picture, isSane(picture) else { throw Complaint("photos.broken", name) }
        return PhotoFile(kind: kind, bytes: picture.bytes)
    }

    private static func kind(of bytes: [UInt8]) -> Kind? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: PNGFile.signature) { return .png }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) { return .webP }
        return nil
    }

    /// What newer iPhones take unless they are told otherwise: the sentence tells how.
    private static func isHEIC(_ bytes: [UInt8]) -> Bool {
        guard bytes.dropFirst(4).starts(with: Array("ftyp".utf8)) else { return false }
        let brand = bytes.dropFirst(8).prefix(4)
        return ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains { brand.elementsEqual($0.utf8) }
    }

    private static func isSane(_ picture: Picture) -> Bool {
        (1...longestSide).contains(picture.width) && (1...longestSide).contains(picture.height)
            && picture.width * picture.height <= mostPixels
    }
}

/// What a reader of one kind of file gives: its size in pixels, and its bytes without what does not belong to the picture.
struct Picture {
    let width: Int
    let height: Int
    let bytes: [UInt8]
}
