import Database
import Domain
import Foundation
import Testing

@testable import Ground
@testable import Work

/// A number that stands on a page and leads to its list.
private struct Tile: Hashable {
    let page: String
    let href: String
    let count: Int
    let label: String

    static func all(of page: String, _ text: String) -> [Tile] {
        text.matches(of: #/<a class="tile[^"]*" href="([^"]*)"[^>]*><b>([^<]*)<\/b>([^<]*)<\/a>/#).map { match in
            Tile(
                page: page, href: String(match.1).replacing("&amp;", with: "&"),
                count: Int(Digits.ascii(String(match.2))) ?? -1,
                label: String(match.3))
        }
    }

    /// How many rows the page has on which the tile's list stands.
    func length(in text: String) -> Int {
        if href.hasPrefix("#") {
            let section = text.components(separatedBy: "id=\"\(href.dropFirst())\"")[1]
                .components(separatedBy: "</section>")[0]
            return section.matches(of: #/<article/#).count
        }
        if text.contains(#"<div class="board">"#) { return onBoard(text) }
        if href.hasSuffix("/sheba-changes") || href.hasSuffix("/proposals") {
            return text.matches(of: #/<section class="card"><header><h2>/#).count
        }
        guard text.contains("<tbody>") else { return 0 }
        let table = text.components(separatedBy: "<tbody>")[1].components(separatedBy: "</tbody>")[0]
        return table.matches(of: #/<tr>/#).count
    }

    /// Jobs that wait, else cities.
    private func onBoard(_ text: String) -> Int {
        let cities = text.matches(of: #/<b class="num[^"]*">([^<]*)<\/b>/#).map { Int(Digits.ascii(String($0.1))) ?? 0 }
        let isOfJobs = !href.contains("show=") || href.contains("show=waiting")
        return isOfJobs ? cities.reduce(0, +) : cities.count
    }
}

@Suite("A tile's number")
struct TileTests {
    @Test("is the length of the list that it opens, on every page of every role", arguments: Role.allCases)
    func lengths(_ role: Role) async throws {
        let (world, things) = try await World.withBelongings()
        try await world.addWaitingWork()
        let pages = world.memberRoutes.filter { $0.method == .get && $0.access.allows(Roles([role])) }.map { row in
            row.path.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
                .reduce(row.path) { path, name in
                    path.replacing(
                        ":\(name)", with: name == "company" ? "arman" : things[.own]!.part(name, for: role))
                }
        }
        try await world.browse(as: role) { browser in
            var seen: Set<Tile> = []
            for page in pages {
                let answer = try await browser.get(page)
                guard answer.status == .ok else { continue }
                for tile in Tile.all(of: page, answer.text) where seen.insert(tile).inserted {
                    let list = try await tile.href.hasPrefix("#") ? answer : browser.get(tile.href)
                    #expect(list.status == .ok, "\(tile)")
                    #expect(tile.length(in: list.text) == tile.count, "\(role): \(tile)")
                }
            }
            if role != .dealerTechnician { #expect(!seen.isEmpty, "\(role)") }
            if [.serviceManager, .dispatcher, .administrator].contains(role) {
                for label in ["بیش از یک روز بدون پاسخ", "نوبت گذشته"] {
                    #expect(seen.contains { $0.label.contains(label) && $0.count == 1 }, "\(role): \(label)")
                }
            }
        }
    }

    @Test("of what waits leads to rows that say why they are there")
    func because() async throws {
        let world = try await World()
        try await world.addWaitingWork()
        try await world.browse(as: .dispatcher) { browser in
            let late = try await browser.get("/arman/jobs?state=late").text
            #expect(late.contains("<th scope=\"col\">نوبت</th>") && late.contains("۱۴۰۵/۰۸/۳۰"))
            let unanswered = try await browser.get("/arman/jobs?state=unanswered").text
            #expect(unanswered.contains("تاریخ ارجاع") && unanswered.contains("۱۴۰۵/۰۸/۳۰"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let list = try await browser.get("/arman/jobs?state=unscheduled").text
            #expect(list.matches(of: #/<td class="lead/#).count == 1)
        }
    }
}

extension World {
    /// One job of each kind that the first page counts, and beside each one of its state that is not late.
    fileprivate func addWaitingWork() async throws {
        try await addJob()
        let now = time.now
        let today = arman.clock.day(of: now)
        time.set(now.adding(seconds: -2 * 86_400))
        try await offerJob(try await addJob())
        time.set(now)
        try await offerJob(try await addJob())
        for day in [-2, 1] {
            let job = try await acceptedJob()
            _ = try await arman.write { tx in
                try tx.execute(
                    """
                    UPDATE job SET state = 'scheduled', appointment_on = \(today.adding(days: day)), appointment_from = 600,
                        appointment_to = 660 WHERE number = \(job)
                    """)
            }
        }
        _ = try await acceptedJob()
        let begun = try await acceptedJob()
        _ = try await arman.write { tx in
            try tx.execute(
                "UPDATE job SET state = 'under_way', appointment_on = \(today.adding(days: 2)) WHERE number = \(begun)")
            try tx.execute(
                """
                INSERT INTO unpriced_job (job_id, completed_on) SELECT id, \(today) FROM job WHERE number = \(begun)
                """)
        }
    }
}
