/// The words by which files are understood: names of columns, of service types, grades and product groups.
public struct ImportWords: Sendable {
    public let columns: [ImportKind: [ImportColumn]]
    /// What the columns of a bank's answer are called, squeezed, the likeliest first.
    public let answerColumns: [AnswerColumn: [String]]
    /// Columns that Kardan writes into a file of refused rows: the refused column's name, and the reason.
    public let refusedColumn: ImportColumn
    public let refusedReason: ImportColumn
    public let groups: [KnownGroup]
    private let terms: [TermList: [String: String]]
    private let groupsByKey: [String: KnownGroup]

    /// What a word may stand for.
    public enum TermList: String, Sendable {
        case serviceType = "service_type"
        case grade
        case warrantyFrom = "warranty_from"
        case partUnit = "part_unit"
        case partTracking = "part_tracking"
        case partReturn = "part_return"
        case partCondition = "part_condition"
        case yesNo = "yes_no"
    }

    /// A product group that is known by name in both languages.
    public struct KnownGroup: Hashable, Sendable {
        public let code: String
        public let nameFa: String
        public let nameEn: String
    }

    /// - Throws: `imports.data.broken` with the entry that cannot be read.
    public init(columns: String, terms: String, groups: String) throws(Complaint) {
        var byKind: [String: [ImportColumn]] = [:]
        for cells in DataTable.records(of: columns) {
            byKind[cells["kind"] ?? "", default: []].append(try ImportColumn(cells))
        }
        self.columns = Dictionary(uniqueKeysWithValues: ImportKind.allCases.map { ($0, byKind[$0.rawValue] ?? []) })
        answerColumns = (byKind["bank_answer"] ?? []).reduce(into: [:]) { names, column in
            if let known = AnswerColumn(rawValue: column.name) { names[known] = column.keys + column.synonymKeys }
        }
        guard let ours = byKind["*"], ours.count == 2 else { throw Complaint("imports.data.broken", "*") }
        (refusedColumn, refusedReason) = (ours[0], ours[1])
        var lists: [TermList: [String: String]] = [:]
        for cells in DataTable.records(of: terms) {
            guard let list = TermList(rawValue: cells["list"] ?? ""), let code = cells["code"] else {
                throw Complaint("imports.data.broken", cells["list"] ?? "")
            }
            for word in [code] + DataTable.list(cells["words"]) {
                lists[list, default: [:]][SearchText.squeezed(word)] = code
            }
        }
        self.terms = lists
        var known: [KnownGroup] = []
        var byKey: [String: KnownGroup] = [:]
        for cells in DataTable.records(of: groups) {
            let group = KnownGroup(
                code: cells["code"] ?? "", nameFa: cells["name_fa"] ?? "", nameEn: cells["name_en"] ?? "")
            known.append(group)
            for name in [group.code, group.nameFa, group.nameEn] + DataTable.list(cells["synonyms"]) {
                byKey[SearchText.squeezed(name)] = group
            }
        }
        self.groups = known
        groupsByKey = byKey
    }

    /// What a word stands for; nil where it is not known.
    public func code(_ list: TermList, _ word: String) -> String? { terms[list]?[SearchText.squeezed(word)] }

    public func group(named name: String) -> KnownGroup? { groupsByKey[SearchText.squeezed(name)] }

    /// Whether a file's column is one that Kardan itself added to refused rows.
    public func isOurs(_ header: String) -> Bool {
        let key = SearchText.squeezed(header)
        return [refusedColumn, refusedReason].contains { $0.keys.contains(key) || $0.synonymKeys.contains(key) }
    }
}
