import Database
import Domain
import Foundation
import Testing

@testable import Ground

@Suite("Tidying up")
struct SweepTests {
    private func age(_ hash: String, days: Double, in world: World) throws {
        let written = Date(timeIntervalSince1970: Double(world.time.now.seconds) - days * 86_400)
        let place = try world.arman.blobs.place(of: hash)
        try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: place.path)
    }

    private func isThere(_ hash: String, in world: World) -> Bool { (try? world.arman.blobs.get(hash)) != nil }

    @Test("takes files that no row has named for two days, and leaves those that a form may still name")
    func files() async throws {
        let world = try await World()
        let blobs = world.arman.blobs
        let (young, old, named, again) = (
            try blobs.put([1]), try blobs.put([2]), try blobs.put([3]), try blobs.put([4])
        )
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, made_by, made_at)
                VALUES ('job', 1, \(named), 'image/png', 1, (SELECT min(id) FROM person), 0)
                """)
        }
        for hash in [old, named, again] { try age(hash, days: 3, in: world) }
        try age(young, days: 1, in: world)
        // Sent once more: the file is as young as if it had just been written.
        #expect(try blobs.put([4]) == again)
        try age(again, days: 0, in: world)
        try await world.work()
        #expect(!isThere(old, in: world))
        for hash in [young, named, again] { #expect(isThere(hash, in: world)) }
    }

    @Test("takes them also after a long time in which nobody tidied up")
    func afterLong() async throws {
        let world = try await World()
        let (old, later) = (try world.arman.blobs.put([1]), try world.arman.blobs.put([2]))
        try age(old, days: 400, in: world)
        try await world.work()
        #expect(!isThere(old, in: world))
        world.time.move(seconds: 40 * 86_400)
        try age(later, days: 30, in: world)
        try await world.work()
        #expect(!isThere(later, in: world))
    }

    @Test(
        "tells the engine each day how its columns are spread, so that a store that has grown is not read like a small one",
        .enabled(if: TestEngine.server == nil))
    func statistics() async throws {
        let world = try await World()
        try await world.arman.store.analyze()
        let known = "SELECT stat FROM sqlite_stat1 WHERE tbl = 'customer' ORDER BY idx LIMIT 1" as SQL
        let before: String? = try await world.arman.read { try $0.value(known) }
        for _ in 1...5 { try await world.addJob() }
        try await world.work()
        let after: String? = try await world.arman.read { try $0.value(known) }
        #expect(after != nil && after != before)
    }

    @Test("takes keys of forms after a week, what waits for a form after two days, runs that are done after a week")
    func rows() async throws {
        let world = try await World()
        try await world.arman.write { tx in
            for (days, key) in [(8, "old"), (6, "young")] {
                let made = tx.now.adding(seconds: -Int64(days) * 86_400)
                try tx.execute(
                    """
                    INSERT INTO idempotency_key (key, person_id, location, body, made_at)
                    VALUES (\(key), 1, '/', '', \(made))
                    """)
            }
            for days in [1, 3] {
                try tx.execute(
                    """
                    INSERT INTO upload (person_id, place, sha256, media_type, bytes, name, made_at)
                    VALUES (1, '/', 'x', 'image/png', 1, '', \(tx.now.adding(seconds: -Int64(days) * 86_400)))
                    """)
            }
            for (days, state) in [(8, "done"), (6, "done"), (30, "failed")] {
                let ended = tx.now.adding(seconds: -Int64(days) * 86_400)
                try tx.execute(
                    """
                    INSERT INTO run (kind, subject_id, state, not_before, made_at, ended_at)
                    VALUES ('import', \(days), \(state), 0, 0, \(ended))
                    """)
            }
        }
        try await world.work()
        #expect(
            try await world.arman.read { try $0.list("SELECT key FROM idempotency_key", as: String.self) } == ["young"])
        #expect(try await world.number("SELECT count(*) FROM upload") == 1)
        #expect(try await world.number("SELECT count(*) FROM run WHERE kind = 'import'") == 2)
    }

    @Test("takes sessions that have ended and wrong passwords of yesterday out of the directory, and leaves locks")
    func directory() async throws {
        let world = try await World()
        let companies = world.portal.companies
        try await companies.directory.write { tx in
            for (mobile, hours, lock) in [("1", 30, 0), ("2", 30, 600), ("3", 2, 0)] {
                try tx.execute(
                    """
                    INSERT INTO sign_in_failure (mobile, failures, locked_until, failed_at)
                    VALUES (\(mobile), 1, \(lock == 0 ? 0 : tx.now.seconds + Int64(lock)),
                            \(tx.now.adding(seconds: -Int64(hours) * 3_600)))
                    """)
            }
            for sweep in companies.fittings[CompanySlots.directorySweeps] { try sweep(tx) }
        }
        let left = try await companies.directory.read {
            try $0.list("SELECT mobile FROM sign_in_failure ORDER BY mobile", as: String.self)
        }
        #expect(left == ["2", "3"])
    }
}
