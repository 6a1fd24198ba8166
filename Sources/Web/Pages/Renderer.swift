import Foundation
import NIOCore

/// All templates, compiled once for each language: `[[jobs.title]]` in a template is the word of that key, put in when
/// the program starts. A word, a partial or a template that is missing stops the start.
public struct Renderer: Sendable {
    public let words: [Language: Words]
    private let templates: [Language: [String: Template]]
    /// What most pages fit into, in bytes.
    private let usualSize = 32 * 1024

    private let onUnknown: (@Sendable (_ template: String, _ name: String) -> Void)?

    /// - Parameter onUnknown: is told each name in a template that nothing on its page has, and each key of words that stands
    ///   nowhere (of the template `words`); without it such a name shows nothing, and such a key itself.
    public init(
        templates folder: URL, assets: Assets,
        onUnknown: (@Sendable (_ template: String, _ name: String) -> Void)? = nil
    ) throws {
        self.onUnknown = onUnknown
        words = try Words.load(from: folder.appendingPathComponent("words")) { onUnknown?("words", $0) }
        let sources = try Self.sources(in: folder)
        self.templates = try words.mapValues { try Self.compiled(sources, $0, assets) }
    }

    /// - Returns: the page's bytes. - Throws: `Template.Broken` where the template does not exist.
    public func render<P: Page>(_ page: P, shell: Shell) throws -> ByteBuffer {
        var shell = shell
        shell.title = words[shell.language]!(page.titleKey, values: page.titleValues.map(Self.inOrder))
        let templates = templates[shell.language]!
        guard let template = templates[P.template] else {
            throw Template.Broken(description: "no template \(P.template)")
        }
        let onUnknown = onUnknown.map { tell in { (name: Template.Name) in tell(P.template, "\(name)") } }
        var writer = TemplateWriter(
            Framed(page: page, shell: shell), templates: templates, capacity: usualSize, onUnknown: onUnknown)
        writer.write(template.nodes)
        return writer.buffer
    }

    /// A number of a paper (`1405-000004`) would turn round within a Persian title.
    private static func inOrder(_ value: String) -> String {
        let isCode = value.utf8.allSatisfy { $0 < 128 } && value.contains("-") && value.first?.isNumber == true
        return isCode ? value.isolatedLeftToRight : value
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

    private static func compiled(
        _ sources: [String: String], _ words: Words, _ assets: Assets
    ) throws -> [String: Template] {
        let parser = TemplateParser(
            sources: Dictionary(
                uniqueKeysWithValues: try sources.map { name, source in
                    (name, lean(try withWords(settled(source, words.language, assets), of: name, words)))
                }))
        return Dictionary(uniqueKeysWithValues: try sources.keys.map { ($0, try parser.template($0)) })
    }

    /// What is the same on every page of a language is put in here, not looked up each time.
    private static func settled(_ source: String, _ language: Language, _ assets: Assets) -> String {
        let settled = [
            "css": assets.css, "js": assets.js, "icons": assets.icons, "lang": language.rawValue,
            "dir": language.direction,
        ]
        return settled.reduce(source) { $0.replacing("{{shell.\($1.key)}}", with: $1.value) }
    }

    /// Without margins, and without the line ends after a tag that stands alone on its line.
    private static func lean(_ source: String) -> String {
        source.split(separator: "\n").map { line in
            let line = line.trimmingCharacters(in: .whitespaces)
            return line.wholeMatch(of: #/\{\{[#^\/<$!][^}]*\}\}/#) == nil ? line + "\n" : line
        }.joined()
    }

    private static func withWords(_ source: String, of name: String, _ words: Words) throws -> String {
        try source.replacing(#/\[\[([a-zA-Z0-9_.]+)\]\]/#) { match in
            let key = String(match.1)
            guard words.has(key) else {
                throw Template.Broken(description: "\(name): no word \(key) in \(words.language)")
            }
            return HTMLText.escaped(words(key))
        }
    }
}
