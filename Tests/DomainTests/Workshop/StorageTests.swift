import Testing

@testable import Domain

@Suite("A machine that nobody fetches")
struct StorageTests {
    private static let ready = CalendarDay(number: 20_000)

    private func rule(
        free: Int = 7, perDay: Int64 = 500, most: Int64? = nil, reminders: [Int] = [5, 30, 50], disposal: Int? = 60
    ) throws -> StorageRule {
        try StorageRule(freeDays: free, perDay: perDay, most: most, reminders: reminders, disposalDays: disposal)
    }

    private func complaint(_ work: () throws -> Void) -> Complaint? {
        do { try work() } catch { return error as? Complaint }
        return nil
    }

    @Test(
        "costs nothing in its free days, then so much a day, up to a bound",
        arguments: [
            (-3, Int64?.none, 0, Int64(0)), (0, nil, 0, 0), (7, nil, 7, 0), (8, nil, 8, 500), (67, nil, 67, 30_000),
            (67, 12_345, 67, 12_345), (30, 12_345, 30, 11_500), (67, 0, 67, 0),
        ])
    func fee(after: Int, most: Int64?, days: Int, amount: Int64) throws {
        let fee = try rule(most: most).fee(since: Self.ready, on: Self.ready.adding(days: after))
        #expect(fee == StorageFee(days: days, amount: amount))
    }

    @Test("costs no more than a number can say, however long it stays")
    func overflow() throws {
        let fee = try rule(free: 0, perDay: StorageRule.amounts.upperBound).fee(
            since: CalendarDay(number: .min), on: CalendarDay(number: .max))
        #expect(fee.amount == .max)
        let bound = try rule(free: 0, perDay: .max, most: 9).fee(since: Self.ready, on: Self.ready.adding(days: 3))
        #expect(bound.amount == 9)
    }

    @Test("is reminded of on its days", arguments: [(4, 0), (5, 1), (29, 1), (30, 2), (50, 3), (400, 3)])
    func reminders(after: Int, due: Int) throws {
        #expect(try rule().remindersDue(since: Self.ready, on: Self.ready.adding(days: after)) == due)
    }

    @Test(
        "is disposed of after all reminders, and not sooner after the last one than the rule says",
        arguments: [
            ([5, 30, 50], Int?.some(60)), ([5, 30], nil), ([], nil), ([5, 30, 58], 68), ([90, 91, 92], 102),
            ([5, 30, 50, 51], 61),
        ])
    func disposal(sent: [Int], expected: Int?) throws {
        let day = try rule().disposal(since: Self.ready, reminded: sent.map { Self.ready.adding(days: $0) })
        #expect(day == expected.map { Self.ready.adding(days: $0) })
        #expect(try rule(disposal: nil).disposal(since: Self.ready, reminded: [Self.ready]) == nil)
    }

    @Test(
        "is under a rule whose reminders rise and leave a week before the end",
        arguments: [
            ([5, 30], Int?.some(37), Complaint?.none), ([], nil, nil), ([1, 2, 3, 4, 5, 6], nil, nil),
            ([30, 5], 60, Complaint("storage.rule.order")), ([5, 5], 60, Complaint("storage.rule.order")),
            ([], 60, Complaint("storage.rule.reminders")), ([5, 30], 36, Complaint("storage.rule.notice")),
            ([1, 2, 3, 4, 5, 6, 7], nil, Complaint("storage.rule.many")),
        ])
    func rules(reminders: [Int], disposal: Int?, refused: Complaint?) {
        let found = complaint { _ = try rule(reminders: reminders, disposal: disposal) }
        #expect(found == refused)
    }

    @Test(
        "is disposed of by a manager, where it may be fetched, on its day, with a reason",
        arguments: [
            (Role.workshopManager, BenchState.ready, Int?.some(0), "x", Complaint?.none),
            (.administrator, .unrepaired, -5, "x", nil), (.serviceManager, .ready, 0, "x", nil),
            (.benchTechnician, .ready, 0, "x", Complaint("storage.denied.role")),
            (.reception, .ready, 0, "x", Complaint("storage.denied.role")),
            (.workshopManager, .repair, 0, "x", Complaint(BenchState.impossible)),
            (.workshopManager, .handedOver, 0, "x", Complaint(BenchState.impossible)),
            (.workshopManager, .ready, 1, "x", Complaint("storage.denied.early")),
            (.workshopManager, .ready, nil, "x", Complaint("storage.denied.early")),
            (.workshopManager, .ready, 0, "", Complaint("storage.reason.missing")),
        ])
    func permit(role: Role, state: BenchState, from: Int?, reason: String, refused: Complaint?) throws {
        let actor = try Actor(person: ID(1), name: "", roles: Roles([role]), dealer: nil)
        let day = from.map { Self.ready.adding(days: $0) }
        let found = complaint {
            _ = try MayDispose(actor, state, from: day, today: Self.ready, reason: reason)
        }
        #expect(found == refused)
    }
}
