import Foundation
import Testing

@Suite("Words of the kernel")
struct WordsTests {
    @Test("Both languages have the same sentences with the same places, in letters of their own")
    func sameSentences() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Templates/words")
        func words(_ language: String) throws -> [String: String] {
            let data = try Data(contentsOf: root.appending(path: language).appending(path: "kernel.json"))
            return try JSONDecoder().decode([String: String].self, from: data)
        }
        let (persian, english) = (try words("fa"), try words("en"))
        #expect(Set(persian.keys) == Set(english.keys))
        for (key, sentence) in persian {
            #expect(!sentence.contains { "يك".contains($0) }, "\(key)")
            for place in ["{0}", "{1}"] {
                #expect(sentence.contains(place) == english[key]?.contains(place), "\(key)")
            }
        }
    }
}
