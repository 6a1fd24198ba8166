import Domain
import Foundation
import Testing

@testable import Database

/// The schemas as the migrations leave them, on this run's engine.
@Suite("The schema")
struct SchemaTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Nobody asks by them, and no row that they lead to is ever deleted: an index would cost something with each row.
    private static let unasked: Set<String> = [
        "calculation.replaces_id calculation", "calculation.tariff_id tariff", "claim.calculation_id calculation",
        "claim_line.fee_line_id fee_line", "dealer.city_id city",
        "dealer_group.group_id product_group", "payout_deduction.rule_id deduction_rule",
        "standard_minutes.group_id product_group", "visit.dealer_id dealer", "what_if_job.calculation_id calculation",
        "what_if_job.job_id job",
        "invitation.login_id login", "invitation.made_by login",
    ]
    private static let appendOnly = [
        "agency_text", "bank_format_event", "bank_format_version", "bench_disposal", "bench_earning", "bench_month",
        "bench_terms", "calculation", "claim_event", "claim_finding", "claim_rule_event", "dealer_event",
        "dispatch_policy", "estimate_line", "event", "fee_line", "hand_over", "intake_end", "job_cover", "job_event",
        "ledger_entry", "part_swap", "payment_limit", "payout_deduction", "payout_event", "payout_item_sum",
        "person_event", "price_discount", "price_list", "price_row", "promise_policy", "quality_edition",
        "quality_item", "quality_reading", "quality_rework", "receipt_share", "sales_invoice", "sales_invoice_line",
        "score_adjustment", "stock_movement", "storage_reminder", "storage_rule", "survey_answer", "survey_call",
        "survey_question", "survey_version", "tariff_event", "vat_rate",
    ]

    private func store(_ kind: String) async throws -> StoreBench {
        let bench = try await StoreBench()
        try await Migrations(folder: Self.root.appendingPathComponent("Migrations/\(kind)")).apply(to: bench.store)
        return bench
    }

    /// Those that vocabularies make belong to the steps, not to the rows.
    private func vocabularies(_ tx: Transaction) throws -> Set<String> {
        Set(try tx.tables().filter { $0.columns == ["code"] }.map(\.name))
    }

    @Test("has an index for each key, led by its column, but for those that are written down here")
    func indexes() async throws {
        var bare: Set<String> = []
        for kind in ["company", "directory"] {
            let bench = try await store(kind)
            let (keys, led, words) = try await bench.store.read {
                (try Catalogue.keys($0), try Catalogue.ledColumns($0), try vocabularies($0))
            }
            #expect(keys.count > 5)
            for key in keys where !led.contains("\(key.table).\(key.column)") {
                // People and words are never deleted, and nobody asks for all that one of them did.
                if key.parent == "person" || words.contains(key.parent) { continue }
                bare.insert("\(key.table).\(key.column) \(key.parent)")
            }
        }
        #expect(bare == Self.unasked)
    }

    /// The text of each source of the portal.
    private static func sources() throws -> [String] {
        let files = FileManager.default.enumerator(
            at: root.appendingPathComponent("Sources/Portal"), includingPropertiesForKeys: nil)
        var texts: [String] = []
        while let file = files?.nextObject() as? URL {
            if file.pathExtension == "swift" { texts.append(try String(contentsOf: file, encoding: .utf8)) }
        }
        return texts
    }

    @Test("deletes nothing that such a key leads to")
    func undeleted() throws {
        let parents = Set(Self.unasked.compactMap { $0.split(separator: " ").last.map(String.init) }).union(["person"])
        let deleted = Set(try Self.sources().flatMap { $0.matches(of: #/DELETE FROM (\w+)/#).map { String($0.1) } })
        #expect(deleted.count > 5)
        #expect(parents.isDisjoint(with: deleted))
    }

    /// On Citus each node numbers on its own, and what is asked of other rows among the values of a new one is refused.
    @Test("numbers its rows where they are asked for: they come as values, never out of a SELECT")
    func numbered() throws {
        let steps = try Migrations(folder: Self.root.appendingPathComponent("Migrations/company")).steps
        let tables = steps.flatMap { ScriptPart.commands(of: $0.text) }
            .compactMap { $0.firstMatch(of: #/^CREATE TABLE (\w+)\s*\(\s*id IDENTITY_KEY/#).map { String($0.1) } }
        #expect(tables.count > 40)
        for text in try Self.sources() {
            for match in text.matches(of: #/INSERT INTO (\w+)[^"]*?\)\s+SELECT/#) {
                #expect(!tables.contains(String(match.1)), "\(match.0)")
            }
            for match in text.matches(of: #/INSERT INTO [^"]*VALUES[^"]*\(\s*SELECT/#) { Issue.record("\(match.0)") }
        }
    }

    @Test("holds the account, what was computed and all events to being added to")
    func appendOnly() async throws {
        let bench = try await store("company")
        let held = try await bench.store.read { try Catalogue.heldTables($0) }
        #expect(held == Self.appendOnly)
        let events = try await bench.store.read { try $0.tables().map(\.name).filter { $0.hasSuffix("_event") } }
        #expect(Set(events).isSubset(of: held))
    }

    @Test("knows every word that the program writes, and is widened by an INSERT")
    func words() async throws {
        let bench = try await store("company")
        let words: [(String, [String])] = [
            ("ledger_kind", LedgerKind.allCases.map(\.rawValue)),
            ("account_row_kind", ManualRow.allCases.map(\.rawValue)),
            ("payment_method", PaymentMethod.allCases.map(\.rawValue)),
            ("import_kind", ImportKind.allCases.map(\.rawValue)),
            ("job_outcome", JobOutcome.allCases.map(\.rawValue)),
            ("visit_outcome", VisitOutcome.allCases.map(\.rawValue)),
            ("warranty_verdict", Warranty.allCases.map(\.rawValue)),
            ("warranty_start", WarrantyStart.allCases.map(\.rawValue)),
        ]
        for (table, written) in words {
            let known: [String] = try await bench.store.read { try $0.list(SQL(trusted: "SELECT code FROM \(table)")) }
            #expect(Set(known) == Set(written), "\(table)")
        }
        let insert: SQL = """
            INSERT INTO import (kind, file_name, sha256, state, columns, records, made_by, made_at)
            VALUES ('prices', '', '', 'preview', '', 0, 0, 0)
            """
        await #expect(throws: DatabaseFault.self) { try await bench.store.write { try $0.execute(insert) } }
        try await bench.store.write { tx in
            try tx.execute("INSERT INTO import_kind (code) VALUES ('prices')")
            try tx.execute(insert)
        }
        #expect(try await bench.store.integrityProblems() == [])
    }
}

/// What the engines' own catalogues say of keys, indexes and triggers.
private enum Catalogue {
    struct Key { let table, column, parent: String }

    private static var isServer: Bool { StoreBench.server != nil }

    static func keys(_ tx: Transaction) throws -> [Key] {
        let sql: SQL =
            isServer
            ? """
            SELECT c.relname AS child, a.attname AS "from", p.relname AS parent
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace
            """
            : """
            SELECT m.name AS child, f."from", f."table" AS parent
            FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
            """
        return try tx.rows(sql).map { Key(table: try $0("child"), column: try $0("from"), parent: try $0("parent")) }
    }

    /// Columns that an index begins with; one that leaves out nothing but NULL serves as well as a whole one.
    static func ledColumns(_ tx: Transaction) throws -> Set<String> {
        let sql: SQL =
            isServer
            ? """
            SELECT c.relname AS child, a.attname AS name, coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS condition
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE c.relnamespace = current_schema()::regnamespace
            """
            : """
            SELECT m.name AS child, x.name AS name,
                   coalesce((SELECT substr(s.sql, instr(s.sql, 'WHERE') + 6) FROM sqlite_master s
                             WHERE s.name = i.name AND i.partial = 1), '') AS condition
            FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) x
            WHERE m.type = 'table' AND x.seqno = 0
            """
        return Set(
            try tx.rows(sql).compactMap { row in
                let (table, column, condition): (String, String, String) = (
                    try row("child"), try row("name"), try row("condition")
                )
                let words = condition.filter { !"()".contains($0) }
                return words.isEmpty || words == "\(column) IS NOT NULL" ? "\(table).\(column)" : nil
            })
    }

    static func heldTables(_ tx: Transaction) throws -> [String] {
        let sql: SQL =
            isServer
            ? """
            SELECT DISTINCT c.relname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY 1
            """
            : "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
        return try tx.list(sql)
    }
}
