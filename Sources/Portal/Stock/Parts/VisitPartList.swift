import Database
import Domain
import Ground
import Web
import Work

/// A text that was written instead of a part's code.
struct FreePart: Sendable {
    let text: String
    let times: Int
    let quantity: Int
}

/// Parts as visits name them.
enum VisitPartList {
    /// So many are offered: the form is filled in on a telephone.
    private static let mostOffered = 40
    /// What a visit keeps of a part's text.
    private static let longest = 100
    private static let lately = 2_000
    private static let shown = 100

    /// The parts of a model that are ordered still, as they would be typed.
    static func offered(_ model: ID<ProductModel>, _ reader: Reader, _ tx: Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT p.code, p.name_fa, p.name_en FROM spare_part p
            WHERE p.id IN (SELECT part_id FROM part_fit WHERE model_id = \(model)) AND p.is_retired = 0
                AND NOT EXISTS (SELECT 1 FROM part_successor s WHERE s.part_id = p.id)
            ORDER BY p.code LIMIT \(literal: mostOffered)
            """
        ).map { row in
            let code: String = try row("code")
            return String("\(code) \(try BothNames(row).shown(reader))".prefix(longest))
        }
    }

    /// What was typed as parts: a code alone, or one with words after it.
    static func known(
        _ typed: [String], _ model: ID<ProductModel>, _ tx: Transaction
    ) throws -> [String: KnownPart] {
        let isFollowed = try SettingStore.ask(tx) { Feature.stock.isOn($0) }.value()
        var known: [String: KnownPart] = [:]
        for text in Set(typed) {
            guard let part = try part(text, tx) else { continue }
            let verdict = try PartFitList.verdict(part, for: model, tx)
            known[text] = KnownPart(
                id: part, code: try PartFitList.code(of: part, tx), isMisfit: verdict == .misfit,
                isTracked: try isFollowed && StockPartList.all([part], tx)[part]?.tracking == .serial)
        }
        return known
    }

    private static func part(_ text: String, _ tx: Transaction) throws -> ID<SparePart>? {
        let first = text.split(separator: " ").first.map(String.init) ?? ""
        for code in [text, first] where !PartCode.key(code).isEmpty {
            if let part = try PartCodeStore.part(code, tx) { return part }
        }
        return nil
    }

    /// Of the parts that were fitted last, how many had no code.
    static func share(_ tx: Transaction) throws -> (all: Int, free: Int) {
        let row = try tx.one(
            """
            SELECT count(*) AS total, count(part_id) AS known
            FROM (SELECT part_id FROM visit_part ORDER BY id DESC LIMIT \(literal: lately)) l
            """)
        let (all, known): (Int, Int) = (try row("total"), try row("known"))
        return (all, all - known)
    }

    /// What was written freely of late, the most frequent first.
    static func free(_ tx: Transaction) throws -> [FreePart] {
        try tx.rows(
            """
            SELECT part, count(*) AS times, sum(quantity) AS quantity
            FROM (SELECT part, quantity FROM visit_part WHERE part_id IS NULL ORDER BY id DESC LIMIT \(literal: lately)) l
            GROUP BY part ORDER BY times DESC, part LIMIT \(literal: shown)
            """
        ).map { FreePart(text: try $0("part"), times: try $0("times"), quantity: try $0("quantity")) }
    }
}

/// What was written on visits instead of a part's code.
struct FreePartsPage: Page {
    struct Item: Sendable {
        let text: String
        let times: String
        let quantity: String
        let find: String
    }

    static let template = "parts/free"
    let titleKey = "parts.free"
    let parts: String
    let share: String
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(_ free: [FreePart], _ share: (all: Int, free: Int), _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let list = context.paths(PartRoutes.list)
        parts = list
        self.share = words("parts.free.share", reader.number(share.all), reader.number(share.free))
        files = context.files(PartRoutes.freeExport, at: context.paths(PartRoutes.freeExport))
        items = free.map { line in
            Item(
                text: line.text, times: reader.number(line.times), quantity: reader.number(line.quantity),
                find: Address.of(list, [("q", line.text)]))
        }
        hasItems = !items.isEmpty
        empty =
            items.isEmpty
            ? EmptyNote(title: words("parts.free.none"), text: words("parts.free.none_hint")) : nil
    }
}

/// The same as a file.
enum FreePartsSheet {
    static func sheet(_ context: CompanyContext) -> Sheet<FreePart, Never> {
        let words = context.words
        let columns: [SheetColumn<FreePart>] = [
            .init(words("parts.free.written")) { .text($0.text) },
            .init(words("parts.free.times")) { .number(Int64($0.times)) },
            .init(words("parts.free.fitted")) { .number(Int64($0.quantity)) },
        ]
        return Sheet("free_parts", in: "parts", title: "parts.free", columns: columns) { _, _, tx in
            Slice(all: try VisitPartList.free(tx))
        }
    }
}
