import Domain
import Foundation
import Testing

@Suite("The words of fees and tables")
struct FeeWordsTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

    private func words(_ language: String, _ room: String) throws -> [String: String] {
        let data = try Data(contentsOf: root.appending(path: "Templates/words/\(language)/\(room).json"))
        return try JSONDecoder().decode([String: String].self, from: data)
    }

    @Test("Both languages say the same things, with the same places to fill", arguments: ["fees", "tables"])
    func bothLanguages(room: String) throws {
        let (persian, english) = (try words("fa", room), try words("en", room))
        #expect(Set(persian.keys) == Set(english.keys))
        for (key, sentence) in persian {
            #expect(!sentence.contains { "يك".contains($0) }, "\(key)")
            for place in ["{0}", "{1}", "{2}"] {
                #expect(sentence.contains(place) == english[key]?.contains(place), "\(key) \(place)")
            }
        }
    }

    @Test("Every complaint that the code makes has its sentence")
    func everyComplaint() throws {
        let known = Set(try words("fa", "fees").keys).union(try words("fa", "tables").keys)
        for folder in ["Fees", "Tables"] {
            let path = root.appending(path: "Sources/Domain/\(folder)")
            for file in try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil) {
                let code = try String(contentsOf: file, encoding: .utf8)
                for match in code.matches(of: /"((?:fees|table)\.[A-Za-z_.]+)"/) {
                    #expect(known.contains(String(match.1)), "\(match.1)")
                }
            }
        }
    }

    @Test("Every value of a tariff has its word")
    func everyValue() throws {
        let known = try words("en", "fees")
        let values = [
            "component": FeeComponent.allCases.map(\.rawValue), "payer": FeePayer.allCases.map(\.rawValue),
            "scope": FeeScope.allCases.map(\.rawValue), "method": FeeMethod.Name.allCases.map(\.rawValue),
            "per": FeeMeasure.allCases.map(\.rawValue), "base": FeeBase.allCases.map(\.rawValue),
            "metric": FeeMetric.allCases.map(\.rawValue), "warranty": Warranty.allCases.map(\.rawValue),
            "zone": Zone.allCases.map(\.rawValue), "outcome": JobOutcome.allCases.map(\.rawValue),
            "day_kind": DayKind.allCases.map(\.rawValue),
            "column": RuleColumn.allCases.map(\.rawValue) + FactsColumn.allCases.map(\.rawValue),
        ]
        for (kind, names) in values {
            for name in names { #expect(known["fees.\(kind).\(name)"] != nil, "\(kind) \(name)") }
        }
    }
}
