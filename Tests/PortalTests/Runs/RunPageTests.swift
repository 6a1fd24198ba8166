import Database
import Domain
import Testing

@testable import Ground
@testable import House

@Suite("The page of background work")
struct RunPageTests {
    @Test("shows what waits, runs and stopped; what stopped goes on when the administrator says so, once")
    func page() async throws {
        let world = try await World()
        try await world.work()
        let kept = try world.arman.blobs.put([1])
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                INSERT INTO import (kind, file_name, sha256, state, columns, records, made_by, made_at)
                VALUES ('products', 'کالاها.csv', \(kept), 'failed', '{"header":[],"columns":{}}', 3, 0, 0)
                """)
            try tx.execute(
                """
                INSERT INTO run (kind, subject_id, state, step, not_before, done, total, failed_key, made_at, ended_at)
                SELECT 'import', id, 'failed', '2', 0, 2, 3, 'runs.broke_off', 0, 0 FROM import
                """)
        }
        let run = try await world.number("SELECT id FROM run WHERE kind = 'import'")
        try await world.browse(as: .administrator) { browser in
            let open = try await browser.get("/arman/runs").text
            #expect(open.contains("پاک‌سازی") && open.contains("نوبت بعد"))
            let stopped = try await browser.get("/arman/runs?state=failed").text
            #expect(stopped.contains("کالاها.csv") && stopped.contains("۲ از ۳") && stopped.contains("نیمه‌کاره ماند"))
            let path = "/arman/runs/\(run)/again"
            for _ in 1...2 {
                let answer = try await browser.post(path, [("key", "once")])
                #expect(answer.status == .seeOther)
            }
            let late = try await browser.post(path, [])
            #expect(late.status == .unprocessableContent)
            let moving = try await browser.get("/arman/runs").text
            #expect(moving.contains("کالاها.csv"))
        }
        #expect(try await world.arman.read { try ImportStore.find(ID(1), $0)?.state } == .running)
    }
}
