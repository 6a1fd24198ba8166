import Domain
import Foundation

/// Every word of one language, from `Templates/words/<language>/*.json`: flat objects of key and sentence, `{0}` `{1}`
/// being the places of values.
public struct Words: Sendable {
    public let language: Language
    let sentences: [String: Sentence]
    private let onUnknown: (@Sendable (_ key: String) -> Void)?

    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    init(language: Language, folder: URL, onUnknown: (@Sendable (_ key: String) -> Void)? = nil) throws {
        (self.language, self.onUnknown) = (language, onUnknown)
        var sentences: [String: Sentence] = [:]
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "json" {
            let room = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
            for (key, sentence) in room {
                guard sentences.updateValue(Sentence(sentence), forKey: key) == nil else {
                    throw Missing(description: "\(language): \(key) stands twice, again in \(file.lastPathComponent)")
                }
            }
        }
        self.sentences = sentences
    }

    /// Both languages; a word that one of them lacks stops the start.
    /// - Parameter onUnknown: is told each key that is asked for and stands nowhere.
    public static func load(
        from folder: URL, onUnknown: (@Sendable (_ key: String) -> Void)? = nil
    ) throws -> [Language: Words] {
        var all: [Language: Words] = [:]
        for language in Language.allCases {
            all[language] = try Words(
                language: language, folder: folder.appendingPathComponent(language.rawValue), onUnknown: onUnknown)
        }
        let keys = Set(all.values.flatMap(\.sentences.keys))
        for words in all.values {
            let missing = keys.subtracting(words.sentences.keys).sorted()
            guard missing.isEmpty else {
                throw Missing(description: "\(words.language) lacks: \(missing.joined(separator: ", "))")
            }
        }
        return all
    }

    public func has(_ key: String) -> Bool { sentences[key] != nil }

    /// The sentence of a key with its places filled. An unknown key shows itself, so that it is seen and mended.
    public func callAsFunction(_ key: String, _ values: String...) -> String { self(key, values: values) }

    public func callAsFunction(_ key: String, values: [String]) -> String {
        guard let sentence = sentences[key] else {
            onUnknown?(key)
            return key
        }
        return sentence.filled(with: values)
    }
}
