import Database
import Domain
import Ground

/// What a company keeps of a customer, line by line, for whoever asks to see it.
package struct DossierLine: Sendable {
    /// Under which head it stands, in words.
    let part: String
    let at: Instant?
    let what: String
    package let value: String

    package init(_ part: String, at: Instant? = nil, _ what: String, _ value: String) {
        (self.part, self.at, self.what, self.value) = (part, at, what, value)
    }
}

/// How a wing takes what it keeps of a customer out of its rows; the rows stay, for jobs and books name them.
package struct Erasing: Sendable {
    /// Tables that else nobody may change.
    let rewrites: [String]
    /// - Returns: the things whose files go.
    let run: @Sendable (CustomerErasure, Transaction) throws -> [EventSubject]

    package init(
        rewriting tables: [String] = [],
        _ run: @escaping @Sendable (CustomerErasure, Transaction) throws -> [EventSubject]
    ) { (rewrites, self.run) = (tables, run) }
}

/// What each wing keeps of a customer, and how it takes it out.
package enum PrivacySlots {
    package static let dossier = Slot<@Sendable (ID<Customer>, CompanyContext, Transaction) throws -> [DossierLine]>(
        "privacy.dossier")
    /// What may stand of him in a free text beside his name and number: his addresses.
    package static let words = Slot<@Sendable (ID<Customer>, Transaction) throws -> [String]>("privacy.words")
    /// Why he cannot be taken out now.
    package static let obstacles = Slot<@Sendable (ID<Customer>, Transaction) throws -> Complaint?>(
        "privacy.obstacles")
    package static let erasings = Slot<Erasing>("privacy.erasings")
    /// Whether he has had to do with the company since a moment, beside what `due` goes by.
    package static let dealings = Slot<@Sendable (ID<Customer>, _ since: Instant, Transaction) throws -> Bool>(
        "privacy.dealings")
    /// So many of those, beyond one, who have had nothing to do with the company since a moment.
    package static let due = Slot<
        @Sendable (_ since: Instant, _ beyond: ID<Customer>, _ limit: Int, Transaction) throws -> [ID<Customer>]
    >("privacy.due")
}

/// A customer who is taken out: what must stand nowhere any more.
package struct CustomerErasure: Sendable {
    package let customer: ID<Customer>
    package let past: CustomerPast
    /// All that were ever his, as they are stored.
    package let numbers: [String]
    /// The longest first: a short one may be part of it.
    private let words: [String]

    /// - Parameters:
    ///   - mobile: as it is stored.
    ///   - others: his addresses.
    ///   - numbers: those that he has beside it, as they are stored.
    init(
        _ customer: ID<Customer>, name: String, mobile: String, others: [String], numbers: [String] = [],
        past: CustomerPast = CustomerPast()
    ) {
        (self.customer, self.past) = (customer, past)
        self.numbers = Set([mobile] + numbers + past.numbers).filter { !$0.isEmpty }.sorted()
        // A name of one word is part of other words.
        let names = name.contains(" ") ? [name] : []
        let places = (others + past.texts).filter { $0.count >= 5 }
        let numbers = ([mobile] + past.numbers).flatMap(Self.writings)
        let plain = names + numbers + places + places.map(SearchText.squeezed)
        let escaped = plain.map { $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
        words = Set(plain + escaped).filter { !$0.isEmpty }.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// He, and who turned out to be him.
    package var everyone: [ID<Customer>] { [customer] + past.merged }

    /// How people write a stored number.
    static func writings(of number: String) -> [String] {
        let local = MobileNumber.local(stored: number)
        let all = [local, String(local.dropFirst()), MobileNumber.shown(stored: number)]
        return all + all.map(Digits.persian)
    }

    /// Words of one statement: the engines read no expression that is too deep.
    private static let together = 12

    /// Takes him out of texts of ours, in as many statements as that needs.
    /// - Parameter statement: an UPDATE, given the text of a column of ours without some of his words.
    package func takeOut(_ tx: Transaction, _ statement: (_ without: (String) -> SQL) -> SQL) throws {
        for start in stride(from: 0, to: words.count, by: Self.together) {
            let part = words[start..<min(start + Self.together, words.count)]
            try tx.execute(
                statement { column in
                    part.reduce(SQL(trusted: column)) { text, word in "replace(" + text + ", \(word), '…')" }
                })
        }
    }
}
