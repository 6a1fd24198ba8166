import Domain
import Ground
import Web

/// What was chosen on a city's page: jobs, a dealer, and reasons where they are needed.
struct AssignmentForm: Sendable {
    private(set) var picks: [JobPick]
    let dealer: ID<Dealer>?
    /// Whom the page proposed.
    let proposed: ID<Dealer>?
    /// Why this dealer, although something speaks against him.
    let override: String
    /// Why jobs that have a dealer get another.
    let reason: String
    let text: String
    private(set) var query: CityQuery
    /// By the field's name.
    var complaints: [String: Complaint] = [:]

    private static let longestText = 300

    /// Nothing chosen yet.
    init(_ query: CityQuery) {
        self.init(FormBody(), picks: [], query: query)
        complaints = [:]
    }

    /// - Throws: `Refusal.unreadable` where a chosen job cannot have come from our page.
    init(_ form: FormBody) throws {
        self.init(form, picks: try JobPick.all(in: form), query: CityQuery(Asked(form)))
    }

    private init(_ form: FormBody, picks: [JobPick], query: CityQuery) {
        self.picks = picks
        self.query = query
        dealer = ID(form.raw("dealer"))
        proposed = ID(form.raw("proposed"))
        override = form.text("override")
        reason = form.raw("reason")
        text = form.text("text")
        if picks.isEmpty { complaints["job"] = Complaint("dispatch.job.missing") }
        if dealer == nil { complaints["dealer"] = Complaint("dispatch.dealer.missing") }
        for (name, typed) in [("override", override), ("text", text)] where typed.count > Self.longestText {
            complaints[name] = Complaint("form.too_long", String(Self.longestText))
        }
    }

    /// The form for this one job, as it is now.
    func narrowed(to job: JobRow) -> AssignmentForm {
        var form = self
        form.query.tab = CityTab(of: job.state) ?? .waiting
        form.picks = [JobPick(number: job.number, version: job.version)]
        return form
    }

    /// The reason for another dealer; nil where none was given.
    func given(among reasons: [Reason]) throws(AssignmentRefused) -> GivenReason? {
        guard !reason.isEmpty || !text.isEmpty else { return nil }
        do {
            return try GivenReason(code: reason, text: text, among: reasons.map(\.code))
        } catch { throw .field(reason.isEmpty ? "reason" : "text", error) }
    }
}

extension CityQuery {
    init(_ asked: Asked) {
        tab = asked.word("tab") ?? .waiting
        group = asked.id("group")
        number = asked.filled("only")
        cursor = asked.cursor(Self.paging) { WaitingKey($0) }
    }
}
