import CQrencode

/// A text as a QR code: what a page draws as one path of squares.
public struct QRCode: Sendable {
    /// Squares of a side, with the white rim that readers need.
    public let side: Int
    /// Of an SVG's `path`.
    public let path: String

    private static let rim = 4

    /// - Returns: nil where the text is too long for any.
    public init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let squares = code.pointee.data else { return nil }
        side = width + 2 * Self.rim
        path = (0..<width).map { row in
            Self.line((0..<width).map { squares[row * width + $0] & 1 == 1 }, at: row + Self.rim)
        }.joined()
    }

    /// The dark squares of a row, neighbours as one.
    private static func line(_ squares: [Bool], at row: Int) -> String {
        var path = ""
        var start = 0
        while let first = squares[start...].firstIndex(of: true) {
            let end = squares[first...].firstIndex(of: false) ?? squares.count
            path += "M\(first + rim) \(row)h\(end - first)v1h-\(end - first)z"
            start = end
        }
        return path
    }
}
