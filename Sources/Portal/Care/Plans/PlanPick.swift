import Database
import Domain
import Ground
import HTTPTypes
import Web

/// A service that is ticked on the list, as it was when the list was read.
struct PlanPick: Sendable {
    /// Ticked at once; more than a page holds nobody sees.
    private static let most = DueList.pageSize

    let id: ID<PlanService>
    let version: Int

    /// The value of its checkbox.
    var text: String { "\(id):\(version)" }

    init(_ line: PlanLine) { (id, version) = (line.id, line.version) }

    private init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let id = ID<PlanService>(parts[0]), let version = Int(parts[1]) else { return nil }
        (self.id, self.version) = (id, version)
    }

    /// - Throws: `Refusal.unreadable` where one of them cannot have come from our page.
    static func all(in form: FormBody) throws -> [PlanPick] {
        let picks = form.all("planned").compactMap { PlanPick($0) }
        guard picks.count == form.all("planned").count, picks.count <= most, Set(picks.map(\.id)).count == picks.count
        else { throw Refusal.unreadable }
        return picks
    }

    /// - Throws: `PlanPicksTaken` where one has moved on since the list was read; `Refusal.hidden` where there is none.
    static func check(_ picks: [PlanPick], for deed: PlanDeed, _ tx: Transaction) throws {
        let taken = try picks.filter { pick in
            let service = try PlanServiceStore.find(pick.id, tx)
            return service.version != pick.version || !service.state.allows(deed)
        }
        guard !taken.isEmpty else { return }
        let lines = try taken.map { try PlanLineList.find($0.id, tx) }
        throw PlanPicksTaken(ids: Set(taken.map(\.id)), names: lines.map { "\($0.customerName) (\($0.model))" })
    }
}

/// The ticked services that somebody else has changed since they were read; nothing is done to the others.
struct PlanPicksTaken: DeedRefusal {
    let ids: Set<ID<PlanService>>
    let names: [String]

    var status: HTTPResponse.Status { .conflict }

    func complaint(_ reader: Reader) -> Complaint {
        Complaint("plans.denied.taken", names.joined(separator: reader.words("list.comma")))
    }
}
