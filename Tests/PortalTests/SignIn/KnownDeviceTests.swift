import Domain
import Testing
import Web

@testable import Ground

@Suite("A browser in which somebody has signed in before")
struct KnownDeviceTests {
    private static let mobile = World.mobile(.dispatcher)

    /// Signed in and out again: what is left is the cookie.
    private func known(_ world: World, _ browser: Browser) async throws {
        #expect(try await browser.signIn(Self.mobile).status == .seeOther)
        #expect(try await browser.post("/sign-out").status == .seeOther)
    }

    private func standing(_ world: World, _ device: String) async throws -> FailureStore.Standing {
        try await world.portal.companies.directory.read {
            try FailureStore.standing(MobileNumber(Self.mobile), Caller(address: nil, device: device), $0)
        }
    }

    private func lock(_ browser: Browser) async throws {
        for _ in 1...5 { _ = try await browser.signIn(Self.mobile, "not the password") }
    }

    @Test("still opens while strangers keep the number locked, and gives them no further tries")
    func opens() async throws {
        let world = try await World()
        try await world.serve { client in
            let (own, stranger) = (try await world.guest(client), try await world.guest(client))
            try await self.known(world, own)
            try await self.lock(stranger)
            #expect(try await stranger.signIn(Self.mobile).status == .unprocessableContent)
            #expect(try await own.signIn(Self.mobile).status == .seeOther)
            // Had it forgiven the stranger, he could go on with five more.
            #expect(try await stranger.signIn(Self.mobile).status == .unprocessableContent)
            #expect(try await world.guest(client).signIn(Self.mobile).status == .unprocessableContent)
            let home = try await own.get("/arman/board")
            #expect(home.status == .ok)
        }
    }

    @Test("proves that it is he, by password and by code, while strangers keep the number locked")
    func confirms() async throws {
        let world = try await World()
        try await world.serve { client in
            let own = try await world.guest(client)
            #expect(try await own.signIn(World.mobile(.auditor)).status == .seeOther)
            let (secret, _) = try await own.setUpSecondStep(world)
            #expect(try await own.post("/sign-out").status == .seeOther)
            let stranger = try await world.guest(client)
            for _ in 1...5 { _ = try await stranger.signIn(World.mobile(.auditor), "not the password") }
            world.time.move(seconds: 60)
            let half = try await own.signIn(World.mobile(.auditor))
            #expect(half.location?.hasPrefix("/sign-in/code") == true)
            let right = try await own.post("/sign-in/code", [("code", secret.now(world)), ("back", "/arman")])
            #expect(right.location == "/arman")
        }
    }

    @Test("is locked by wrong passwords of its own, and nobody else is")
    func own() async throws {
        let world = try await World()
        try await world.serve { client in
            let own = try await world.guest(client)
            try await self.known(world, own)
            let device: String = try #require(
                try await world.portal.companies.directory.read { try $0.value("SELECT token_hash FROM known_device") })
            #expect(try await self.standing(world, device).isClean)
            _ = try await own.signIn(Self.mobile, "not the password")
            #expect(try await !self.standing(world, device).isClean, "nobody waits in front of others with wrong ones")
            try await self.lock(own)
            #expect(try await own.signIn(Self.mobile).status == .unprocessableContent)
            let other = try await world.guest(client)
            #expect(try await other.signIn(Self.mobile).status == .seeOther)
            world.time.move(seconds: FailureStore.lockSeconds)
            #expect(try await own.signIn(Self.mobile).status == .seeOther)
        }
    }

    @Test("knows nobody but him: another's number stays locked there")
    func others() async throws {
        let world = try await World()
        try await world.serve { client in
            let own = try await world.guest(client)
            #expect(try await own.signIn(World.mobile(.auditor)).status == .seeOther)
            #expect(try await own.post("/sign-out").status == .seeOther)
            try await self.lock(world.guest(client))
            #expect(try await own.signIn(Self.mobile).status == .unprocessableContent)
            // Two people at one browser: each is known there.
            world.time.move(seconds: FailureStore.lockSeconds)
            try await self.known(world, own)
            try await self.lock(world.guest(client))
            #expect(try await own.signIn(Self.mobile).status == .seeOther)
            #expect(try await own.post("/sign-out").status == .seeOther)
            for _ in 1...5 { _ = try await world.guest(client).signIn(World.mobile(.auditor), "wrong") }
            #expect(try await own.signIn(World.mobile(.auditor)).status == .seeOther)
        }
    }

    @Test("is a stranger again once the password is another, or all his sessions are ended")
    func revoked() async throws {
        let world = try await World()
        try await world.serve { client in
            let (own, office) = (try await world.guest(client), try await world.guest(client))
            try await self.known(world, own)
            #expect(try await office.signIn(Self.mobile).status == .seeOther)
            let changed = try await office.post(
                "/account/password",
                [("old", World.password), ("password", "برف بر بام آبی"), ("again", "برف بر بام آبی")])
            #expect(changed.status == .seeOther, "\(changed.text)")
            try await self.lock(world.guest(client))
            #expect(try await own.signIn(Self.mobile, "برف بر بام آبی").status == .unprocessableContent)
            #expect(try await office.post("/sign-out").status == .seeOther)
            #expect(try await office.signIn(Self.mobile, "برف بر بام آبی").status == .seeOther, "changed there")
            #expect(try await office.post("/account/sessions/removal").status == .seeOther)
            #expect(try await office.signIn(Self.mobile, "برف بر بام آبی").status == .unprocessableContent)
        }
        let left: Int? = try await world.portal.companies.directory.read {
            try $0.value("SELECT count(*) FROM known_device")
        }
        #expect(left == 0)
    }

    @Test("is known by a token of ours alone: one that was planted, or taken from another person, opens nothing")
    func planted() async throws {
        let world = try await World()
        try await world.serve { client in
            let own = try await world.guest(client)
            own.plant(CookieJar.device, "planted")
            try await self.known(world, own)
            let thief = try await world.guest(client)
            thief.plant(CookieJar.device, "planted")
            try await self.lock(thief)
            #expect(try await thief.signIn(Self.mobile).status == .unprocessableContent)
            for forged in ["", "'; DROP TABLE known_device", String(repeating: "x", count: 3_000)] {
                let other = try await world.guest(client)
                other.plant(CookieJar.device, forged)
                #expect(try await other.signIn(Self.mobile).status == .unprocessableContent)
            }
            #expect(try await own.signIn(Self.mobile).status == .seeOther)
        }
        let hashes: [String] = try await world.portal.companies.directory.read {
            try $0.list("SELECT token_hash FROM known_device")
        }
        #expect(hashes.count == 1 && hashes.allSatisfy { $0.count == 64 }, "no token itself is kept")
    }

    @Test("is forgotten after so many others, and after more than a year")
    func forgotten() async throws {
        let world = try await World()
        try await world.serve { client in
            let first = try await world.guest(client)
            try await self.known(world, first)
            for _ in 1...20 {
                world.time.move(seconds: 1)
                try await self.known(world, world.guest(client))
            }
            try await self.lock(world.guest(client))
            #expect(try await first.signIn(Self.mobile).status == .unprocessableContent)
        }
        world.time.move(seconds: KnownDeviceStore.seconds + 1)
        let left: Int? = try await world.portal.companies.directory.write { tx in
            try KnownDeviceStore.sweep(tx)
            return try tx.value("SELECT count(*) FROM known_device")
        }
        #expect(left == 0)
    }
}
