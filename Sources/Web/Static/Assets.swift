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
    /// What draws a signature: asked for by the form that has one, and by no other page.
    public private(set) var signature = ""
    public private(set) var icons = ""
    /// What a phone shows for us among its programs: the sides of the squares in pixels, and where each is.
    public private(set) var squares: [Int: String] = [:]
    /// What a browser keeps for where there is no line; its address cannot change.
    public let worker: File
    /// By which it is known again: a browser asks for it at each visit.
    public let workerTag: String
    private var files: [String: File] = [:]

    public init(folder: URL) throws {
        let script = try Self.joined([folder.appendingPathComponent("worker.js")])
        worker = Self.packed(script, "text/javascript; charset=utf-8")
        workerTag = "\"\(Self.hash(script))\""
        let fonts = try addFonts(in: folder.appendingPathComponent("fonts"))
        let sheets = try Self.files(in: folder.appendingPathComponent("css"), ending: "css")
        css = add(fonts + (try Self.joined(sheets)), name: "app", ending: "css", mediaType: "text/css; charset=utf-8")
        let scripts = try Self.files(in: folder.appendingPathComponent("js"), ending: "js")
        js = add(try Self.joined(scripts), name: "app", ending: "js", mediaType: "text/javascript; charset=utf-8")
        let pen = try Self.joined([folder.appendingPathComponent("signature.js")])
        signature = add(pen, name: "signature", ending: "js", mediaType: "text/javascript; charset=utf-8")
        let sprite = try Data(contentsOf: folder.appendingPathComponent("icons.svg"))
        icons = add(sprite, name: "icons", ending: "svg", mediaType: "image/svg+xml")
        try addSquares(in: folder.appendingPathComponent("squares"))
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

    /// `Public/squares/192.png`: `bin/squares` makes them of the mark.
    private mutating func addSquares(in folder: URL) throws {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        for file in try Self.files(in: folder, ending: "png") {
            let name = file.deletingPathExtension().lastPathComponent
            guard let side = Int(name) else { continue }
            squares[side] = add(try Data(contentsOf: file), name: name, ending: "png", mediaType: "image/png")
        }
    }

    private mutating func add(_ data: Data, name: String, ending: String, mediaType: String) -> String {
        let full = "\(name).\(Self.hash(data)).\(ending)"
        files[full] = Self.packed(data, mediaType)
        return "/static/\(full)"
    }

    private static func hash(_ data: Data) -> String {
        SHA256.hash(data: data).prefix(6).map { String(format: "%02x", $0) }.joined()
    }

    private static func packed(_ data: Data, _ mediaType: String) -> File {
        let packed = Gzip.packed([UInt8](data), level: 9).flatMap {
            $0.count < data.count ? ByteBuffer(bytes: $0) : nil
        }
        return File(bytes: ByteBuffer(bytes: data), packed: packed, mediaType: mediaType)
    }

    private static func files(in folder: URL, ending: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// Without margins, and without the remarks that have a line for themselves: they are for whoever reads the sources, and
    /// a fifth of what a phone would load.
    private static func joined(_ files: [URL]) throws -> Data {
        let lines = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let kept = lines.filter { line in
            !line.isEmpty && !line.hasPrefix("//") && !(line.hasPrefix("/*") && line.hasSuffix("*/"))
        }
        return Data(kept.map { $0 + "\n" }.joined().utf8)
    }
}
