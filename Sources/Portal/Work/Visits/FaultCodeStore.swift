import Database
import Domain
import Foundation
import Ground
import Web

/// What is offered under one field of a visit's form.
package enum FaultKind: String, CaseIterable, ColumnValue, Sendable {
    case symptom, cause, remedy

    fileprivate var letter: String {
        switch self {
        case .symptom: "S"
        case .cause: "C"
        case .remedy: "R"
        }
    }
}

/// What a machine has, why it has it, or what was done about it, with a code that makes it known again in every language.
package struct FaultCodeRow: Sendable {
    package let kind: FaultKind
    package let code: String
    package let nameFa: String
    package let nameEn: String
    /// Those for whose machines it is offered; none for all.
    package let groups: Set<ID<ProductGroup>>
    package let isRetired: Bool
    package let version: Int
}

/// The company's codes of faults, causes and remedies. A visit keeps what was typed, so nothing that is changed here changes one.
package enum FaultCodeStore {
    /// As many as a form can offer.
    package static let most = 200

    /// What a company starts with, from `Data/fault_codes.tsv`.
    static func addUsual(_ root: Root, _ tx: Transaction) throws {
        let lines = try String(contentsOf: root("Data/fault_codes.tsv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst()
        for line in lines {
            let cells = line.components(separatedBy: "\t")
            try tx.execute(
                """
                INSERT INTO fault_code (kind, code, name_fa, name_en)
                VALUES (\(cells[0]), \(cells[1]), \(cells[2]), \(cells[3]))
                """)
        }
    }

    /// By kind and code.
    package static func all(_ tx: Transaction) throws -> [FaultCodeRow] {
        var groups: [ID<FaultCode>: Set<ID<ProductGroup>>] = [:]
        for row in try tx.rows("SELECT code_id, group_id FROM fault_code_group") {
            try groups[row("code_id"), default: []].insert(row("group_id"))
        }
        return try tx.rows(
            "SELECT id, kind, code, name_fa, name_en, is_retired, version FROM fault_code ORDER BY kind DESC, code"
        ).map { row in
            FaultCodeRow(
                kind: try row("kind"), code: try row("code"), nameFa: try row("name_fa"), nameEn: try row("name_en"),
                groups: groups[try row("id")] ?? [], isRetired: try row("is_retired"), version: try row("version"))
        }
    }

    /// What the form of a visit to such a machine offers.
    static func offered(for group: ID<ProductGroup>, _ tx: Transaction) throws -> [FaultCodeRow] {
        try all(tx).filter { !$0.isRetired && ($0.groups.isEmpty || $0.groups.contains(group)) }
    }

    /// - Returns: its code, the next of its kind. - Throws: `faults.many`.
    package static func add(
        _ kind: FaultKind, fa: String, en: String, for groups: Set<ID<ProductGroup>>, _ tx: Transaction
    ) throws -> String {
        let known = try tx.list("SELECT code FROM fault_code WHERE kind = \(kind)", as: String.self)
        let last = known.compactMap { Int($0.dropFirst()) }.max() ?? 0
        guard last < most else { throw Complaint("faults.many", String(most)) }
        let code = kind.letter + (last < 9 ? "0" : "") + String(last + 1)
        let id: ID<FaultCode> = try tx.insert(
            "INSERT INTO fault_code (kind, code, name_fa, name_en) VALUES (\(kind), \(code), \(fa), \(en))")
        try set(groups, of: id, tx)
        return code
    }

    /// - Throws: `Refusal.hidden` where there is none of this code; `Refusal.stale` where somebody was faster.
    package static func change(
        _ code: String, at version: Int, fa: String, en: String, for groups: Set<ID<ProductGroup>>, _ tx: Transaction
    ) throws {
        guard let id: ID<FaultCode> = try tx.value("SELECT id FROM fault_code WHERE code = \(code)") else {
            throw Refusal.hidden
        }
        let changed = try tx.execute(
            """
            UPDATE fault_code SET name_fa = \(fa), name_en = \(en), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try set(groups, of: id, tx)
    }

    /// - Returns: false where it was so before, or there is none.
    package static func setRetired(_ isRetired: Bool, _ code: String, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            "UPDATE fault_code SET is_retired = \(isRetired) WHERE code = \(code) AND is_retired <> \(isRetired)") == 1
    }

    private static func set(_ groups: Set<ID<ProductGroup>>, of code: ID<FaultCode>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM fault_code_group WHERE code_id = \(code)")
        for group in groups.sorted() {
            try tx.execute("INSERT INTO fault_code_group (code_id, group_id) VALUES (\(code), \(group))")
        }
    }
}
