import Database
import Domain
import Ground
import Web
import Work

/// What a company has for the columns that a rule chooses from, under its own names.
enum RuleChoiceList {
    static func all(_ names: CommonNames, _ reader: Reader, _ tx: Transaction) throws -> RuleChoices {
        var values: [RuleColumn: [RuleChoices.Choice]] = [:]
        values[.serviceType] = names.services.map { .init(code: $0.code, name: $0.names.shown(reader)) }
        values[.productGroup] = try JobSearchList.groups(tx).map { .init(code: $0.code, name: $0.names.shown(reader)) }
        let grades: [String] = try tx.list("SELECT DISTINCT grade FROM dealer ORDER BY grade")
        values[.dealerGrade] = grades.map { choice($0, .dealerGrade, reader) }
        values[.warranty] = Warranty.allCases.map { choice($0.rawValue, .warranty, reader) }
        values[.zone] = Zone.allCases.map { choice($0.rawValue, .zone, reader) }
        values[.outcome] = JobOutcome.allCases.map { choice($0.rawValue, .outcome, reader) }
        values[.dayKind] = DayKind.allCases.map { choice($0.rawValue, .dayKind, reader) }
        return RuleChoices(values: values)
    }

    private static func choice(_ code: String, _ column: RuleColumn, _ reader: Reader) -> RuleChoices.Choice {
        let key = "fees.\(column.rawValue).\(code)"
        return .init(code: code, name: reader.words.has(key) ? reader.words(key) : code)
    }
}
