import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("What was kept of promises")
struct PromiseReportTests {
    @Test(
        "is told by service, city, dealer and month; each figure opens the jobs that it counts",
        arguments: [
            Role.administrator, .serviceManager, .dispatcher, .auditor,
        ])
    func figures(role: Role) async throws {
        let world = try await PromiseTests.world()
        let (kept, late, cancelled) = (
            try await world.addJob(), try await world.addJob(), try await world.addJob(city: "کرج", service: "install")
        )
        _ = try await world.addJob(city: "شیراز")
        for number in [kept, late] { try await world.giveJob(number) }
        _ = try await world.finishJob(kept)
        try await world.browse(as: .dispatcher) { browser in
            let form = [("version", "1"), ("reason", "customer")]
            let ended = try await browser.post("/arman/jobs/\(cancelled)/cancellation", form)
            #expect(ended.status == .seeOther)
        }
        world.time.set(PromiseTests.at(1, 14, 0, world).adding(seconds: 1))
        _ = try await world.finishJob(late)
        _ = try await world.addJob()
        try await world.browse(as: role) { browser in
            for grouping in ["service", "city", "dealer", "month"] {
                for (target, sums) in ["completion": ["1", "2", "1", "1"], "response": ["2", "1", "1", "1"]] {
                    let page = try await browser.get("/arman/promises?by=\(grouping)&target=\(target)").text
                    let cells = page.matches(
                        of: #/<td class="num line" data-label="[^"]*">(?:<a href="([^"]*)">)?([۰-۹,٬]+)</#)
                    #expect(cells.count >= 8, "\(grouping)")
                    for cell in cells {
                        guard let path = cell.output.1 else {
                            #expect(cell.output.2 == "۰")
                            continue
                        }
                        let list = try await browser.get(String(path).replacing("&amp;", with: "&")).text
                        let found = list.matches(of: #/<td class="lead nowrap">/#).count
                        #expect(found == Int(Digits.ascii(String(cell.output.2))), "\(path)")
                    }
                    let total = cells.suffix(4).map { Digits.ascii(String($0.output.2)) }
                    #expect(total == sums, "\(grouping) \(target)")
                }
            }
            let file = try await browser.get("/arman/promises/export?by=dealer").text
            #expect(file.contains("بدون نماینده") && file.contains("درصد به‌موقع"))
            let none = try await browser.get("/arman/promises?from=1404/01/01&to=1404/01/02").text
            #expect(none.contains("در این روزها کاری با مهلت دریافت نشده است"))
        }
    }

    @Test(
        "is for the office that dispatches or looks on", arguments: [Role.reception, .dealerManager, .storekeeper])
    func roles(role: Role) async throws {
        let world = try await World()
        try await world.browse(as: role) { browser in
            let answer = try await browser.get("/arman/promises")
            #expect(answer.status == .notFound)
        }
    }
}
