import Crypto
import Foundation
import NIOCore

/// The files of `Public/`, read once, served under names that carry their content's hash, so that a browser keeps them
/// for a year and never shows an old one. The style sheets are one file, in the order of their names, and before them those
/// of the fonts that are there: each stands beside its font and is left out without it.
public struct Assets: Sendable {
    public struct File: Sendable {
        public let bytes: ByteBuffer
        /// The same bytes in the gzip format, for whoever takes that.
        public let packed: ByteBuffer?
        public let mediaType: String
    }

    public private(set) var css = ""
    public private(set) var js = ""
    public private(set) var icons = ""
    /// What a browser keeps for where there is no line; its address cannot change.
    public let worker: File
    private var files: [String: File] = [:]

    public init(folder: URL) throws {
        worker = File(
            bytes: ByteBuffer(bytes: try Data(contentsOf: folder.appendingPathComponent("worker.js"))), packed: nil,
            mediaType: "text/javascript; charset=utf-8")
        let fonts = try addFonts(in: folder.appendingPathComponent("fonts"))
        let sheets = try Self.files(in: folder.appendingPathComponent("css"), ending: "css")
        css = add(fonts + (try Self.joined(sheets)), name: "app", ending: "css", mediaType: "text/css; charset=utf-8")
        let scripts = try Self.files(in: folder.appendingPathComponent("js"), ending: "js")
        js = add(try Self.joined(scripts), name: "app", ending: "js", mediaType: "text/javascript; charset=utf-8")
        let sprite = try Data(contentsOf: folder.appendingPathComponent("icons.svg"))
        icons = add(sprite, name: "icons", ending: "svg", mediaType: "image/svg+xml")
    }

    /// - Parameter name: the last part of the path, hash included.
    public func file(named name: String) -> File? { files[name] }

    /// - Returns: the sheets of the fonts, with the fonts' names as they are served.
    private mutating func addFonts(in folder: URL) throws -> Data {
        guard FileManager.default.fileExists(atPath: folder.path) else { return Data() }
        var sheets = ""
        for font in try Self.files(in: folder, ending: "woff2") {
            let name = font.deletingPathExtension().lastPathComponent
            let sheet = try String(contentsOf: folder.appendingPathComponent("\(name).css"), encoding: .utf8)
            let served = add(try Data(contentsOf: font), name: name, ending: "woff2", mediaType: "font/woff2")
            sheets += sheet.replacing("\(name).woff2", with: served)
        }
        return Data(sheets.utf8)
    }

    private mutating func add(_ data: Data, name: String, ending: String, mediaType: String) -> String {
        let hash = SHA256.hash(data: data).prefix(6).map { String(format: "%02x", $0) }.joined()
        let full = "\(name).\(hash).\(ending)"
        let packed = Gzip.packed([UInt8](data), level: 9).flatMap {
            $0.count < data.count ? ByteBuffer(bytes: $0) : nil
        }
        files[full] = File(bytes: ByteBuffer(bytes: data), packed: packed, mediaType: mediaType)
        return "/static/\(full)"
    }

    private static func files(in folder: URL, ending: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private static func joined(_ files: [URL]) throws -> Data {
        try files.reduce(into: Data()) { sum, file in sum += try Data(contentsOf: file) + Data("\n".utf8) }
    }
}
