/// What may be kept of a person's files.
public enum FileKind: String, CaseIterable, Sendable {
    case jpeg = "image/jpeg"
    case png = "image/png"
    case webP = "image/webp"
    case pdf = "application/pdf"

    public var isPicture: Bool { self != .pdf }

    public static let pictures = Set(allCases.filter(\.isPicture))
    public static let all = Set(allCases)
}

/// A file that is what it says: a picture without what it tells of the person who took it, or a PDF as it came.
public struct CleanFile: Hashable, Sendable {
    public let kind: FileKind
    /// A picture's pixels are untouched; place, time, camera and comments are gone.
    public let bytes: [UInt8]

    /// 12 MB: a phone's largest photo, and no film.
    public static let limit = 12 * 1024 * 1024
    private static let longestSide = 20_000
    private static let mostPixels = 200_000_000

    /// Looks at the content alone; the name's ending says nothing.
    /// - Parameter kinds: what is taken here.
    /// - Throws: `files.large`; `files.heic`, `files.no_photo` or `files.kind` for what is not taken here; `files.broken` for
    ///   what is damaged or of no sane size; all with the name.
    public static func cleaned(
        _ bytes: [UInt8], name: String, of kinds: Set<FileKind> = FileKind.pictures
    ) throws(Complaint) -> CleanFile {
        try check(size: bytes.count, name: name)
        guard let kind = kind(of: bytes), kinds.contains(kind) else {
            throw Complaint(isHEIC(bytes) ? "files.heic" : kinds.contains(.pdf) ? "files.kind" : "files.no_photo", name)
        }
        let clean =
            switch kind {
            case .jpeg: sane(JPEGFile.cleaned(bytes))
            case .png: sane(PNGFile.cleaned(bytes))
            case .webP: sane(WebPFile.cleaned(bytes))
            case .pdf: isWholePDF(bytes) ? bytes : nil
            }
        guard let clean else { throw Complaint("files.broken", name) }
        return CleanFile(kind: kind, bytes: clean)
    }

    /// - Throws: `files.large`, for which nobody needs to have read the file.
    public static func check(size: Int, name: String) throws(Complaint) {
        guard size <= limit else { throw Complaint("files.large", name, String(limit / 1024 / 1024)) }
    }

    private static func kind(of bytes: [UInt8]) -> FileKind? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: PNGFile.signature) { return .png }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) { return .webP }
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        return nil
    }

    /// What newer iPhones take unless they are told otherwise: the sentence tells how.
    private static func isHEIC(_ bytes: [UInt8]) -> Bool {
        guard bytes.dropFirst(4).starts(with: Array("ftyp".utf8)) else { return false }
        let brand = bytes.dropFirst(8).prefix(4)
        return ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains { brand.elementsEqual($0.utf8) }
    }

    private static func sane(_ picture: Picture?) -> [UInt8]? {
        guard let picture, (1...longestSide).contains(picture.width), (1...longestSide).contains(picture.height),
            picture.width * picture.height <= mostPixels
        else { return nil }
        return picture.bytes
    }

    /// One that was cut on its way has no end (ISO 32000-1, 7.5.5: in its last kilobyte).
    private static func isWholePDF(_ bytes: [UInt8]) -> Bool {
        bytes.suffix(1024).contains(Array("%%EOF".utf8))
    }
}

/// What a reader of one kind of file gives: its size in pixels, and its bytes without what does not belong to the picture.
struct Picture {
    let width: Int
    let height: Int
    let bytes: [UInt8]
}
