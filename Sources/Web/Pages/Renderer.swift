import Foundation
import Mustache
import NIOCore

/// All templates, compiled once for each language: `[[jobs.title]]` in a template is the word of that key, put in when
/// the program starts. A word, a partial or a template that is missing stops the start.
public struct Renderer: Sendable {
    public let words: [Language: Words]
    private let libraries: [Language: MustacheLibrary]
    private let assets: Assets

    public struct Broken: Error, CustomStringConvertible {
        public let description: String
    }

    public init(templates folder: URL, assets: Assets) throws {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        words = try Words.load(from: folder.appendingPathComponent("words"))
        let sources = try Self.sources(in: folder)
        libraries = try words.mapValues { try Self.library(of: sources, in: $0) }
        self.assets = assets
    }

    /// - Returns: the page's bytes. - Throws: `Broken` where the template does not exist.
    public func render<P: Page>(_ page: P, shell: Shell) throws -> ByteBuffer {
        var shell = shell
        shell.title = words[shell.language]!(page.titleKey, values: page.titleValues)
        (shell.css, shell.js, shell.icons) = (assets.css, assets.js, assets.icons)
        let framed = Framed(page: page, shell: shell)
        guard let html = libraries[shell.language]!.render(framed, withTemplate: P.template) else {
            throw Broken(description: "no template \(P.template)")
        }
        return ByteBuffer(string: html)
    }

    private static func sources(in folder: URL) throws -> [String: String] {
        let root = folder.standardizedFileURL.path + "/"
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        var sources: [String: String] = [:]
        for case let file as URL in files where file.pathExtension == "mustache" {
            let name = file.standardizedFileURL.deletingPathExtension().path.replacing(root, with: "")
            sources[name] = try String(contentsOf: file, encoding: .utf8)
        }
        return sources
    }

    private static func library(of sources: [String: String], in words: Words) throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, source) in sources {
            try check(partialsOf: source, named: name, among: sources)
            let text = try withWords(source, of: name, words)
            // Without line ends at the margin: indentation of partials is a per-line copy at render time.
            let lean = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                .joined(separator: "\n")
            try library.register("{{% CONTENT_TYPE: \(HTMLText.name)}}" + lean, named: name)
        }
        return library
    }

    private static func withWords(_ source: String, of name: String, _ words: Words) throws -> String {
        try source.replacing(#/\[\[([a-zA-Z0-9_.]+)\]\]/#) { match in
            let key = String(match.1)
            guard words.has(key) else { throw Broken(description: "\(name): no word \(key) in \(words.language)") }
            return HTMLText().escapeText(words(key))
        }
    }

    private static func check(partialsOf source: String, named name: String, among sources: [String: String]) throws {
        for match in source.matches(of: #/\{\{[><]\s*([a-z][a-z0-9_/]*)\s*\}\}/#) where sources[String(match.1)] == nil {
            throw Broken(description: "\(name): no partial \(match.1)")
        }
    }
}
