import Foundation
import NIOCore
import Testing

@testable import Web

@Suite("The font of the pages")
struct FontTests {
    /// Style, script and icons as they are, and what a test puts beside them.
    private static func folder(with fonts: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-font-\(UUID().uuidString)")
        for (name, text) in fonts.merging(
            ["css/10.css": "a{}", "js/10.js": "1", "worker.js": "", "signature.js": "", "icons.svg": "<svg/>"],
            uniquingKeysWith: { $1 })
        {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return folder
    }

    private static func style(_ assets: Assets) throws -> String {
        let name = try #require(assets.css.split(separator: "/").last)
        return String(buffer: try #require(assets.file(named: String(name))).bytes)
    }

    @Test("is served under a name that holds its content's digest, and the style names it so")
    func served() throws {
        let folder = try Self.folder(with: ["fonts/p.woff2": "font", "fonts/p.css": "@font-face{src:url(p.woff2)}"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let assets = try Assets(folder: folder)
        let style = try Self.style(assets)
        let address = try #require(style.firstMatch(of: #/url\(\/static\/(p\.[0-9a-f]{12}\.woff2)\)/#)?.1)
        let font = try #require(assets.file(named: String(address)))
        #expect(font.mediaType == "font/woff2")
        #expect(font.packed == nil, "packing it would gain nothing")
        #expect(style.hasSuffix("a{}\n"))
    }

    @Test("is not spoken of where it has not been made")
    func absent() throws {
        let folder = try Self.folder(with: ["fonts/p.css": "@font-face{src:url(p.woff2)}"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let style = try Self.style(Assets(folder: folder))
        #expect(style == "a{}\n")
    }
}
