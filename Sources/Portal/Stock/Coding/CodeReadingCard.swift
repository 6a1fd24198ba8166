import Database
import Domain
import Ground
import Web

/// What a part's code says, on its page (`coding/_reading`).
struct CodeReadingCard: Sendable {
    let scheme: String
    let facts: [Fact]

    static func card(_ part: PartSheet, _ context: CompanyContext, _ tx: Transaction) throws -> PageCard? {
        for item in try CodingList.used(tx) {
            guard let readings = try? item.scheme.read(part.code) else { continue }
            let facts = readings.map { reading in
                Fact(
                    label: reading.segment, value: reading.meaning ?? reading.text, isLtr: reading.meaning == nil)
            }
            return PageCard("coding/_reading", at: .main, CodeReadingCard(scheme: item.name, facts: facts))
        }
        return nil
    }
}
