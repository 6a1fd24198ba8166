import Database
import Domain
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import Gate
@testable import Ground
@testable import House

@Suite("A flood of wrong passwords")
struct FloodTests {
    /// Behind a proxy on this machine that says whom it speaks for.
    private func portal(_ world: World, cost: Int) throws -> Portal {
        try Portal(
            companies: world.portal.companies, proxies: TrustedProxies("127.0.0.1"), passwordCost: cost,
            renderer: World.renderer.get()
        ) { world.time.now }
    }

    private static func number(_ index: Int) -> String { "0939\(String(1_000_000 + index))" }

    @Test("from one address over 130 connections keeps nobody else from signing in")
    func flood() async throws {
        let world = try await World()
        try await Application(router: portal(world, cost: 512).makeRouter()).test(.live) { client in
            let strangers = Task {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for index in 0..<130 {
                        group.addTask {
                            let stranger = Browser(client, at: "203.0.113.7")
                            return Int(try await stranger.signIn(Self.number(index), "not the password").status.code)
                        }
                    }
                    return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
                }
            }
            for (index, role) in [Role.auditor, .reception, .dispatcher, .administrator].enumerated() {
                let person = Browser(client, at: "198.51.100.\(index)")
                let answer = try await person.signIn(World.mobile(role))
                #expect(answer.status == .seeOther, "\(role)")
            }
            let answers = try await strangers.value
            #expect(answers[422, default: 0] + answers[429, default: 0] == 130)
            #expect(answers[429, default: 0] > 0, "\(answers)")
        }
    }

    @Test("is refused after fifty of one address for a quarter of an hour, before anything is hashed")
    func address() async throws {
        let world = try await World()
        try await Application(router: portal(world, cost: 16).makeRouter()).test(.live) { client in
            let stranger = Browser(client, at: "203.0.113.7")
            for index in 0..<AddressStore.most {
                let answer = try await stranger.signIn(Self.number(index), "not the password")
                #expect(answer.status == .unprocessableContent)
            }
            let refused = try await stranger.signIn(World.mobile(.auditor))
            #expect(refused.status == .tooManyRequests)
            // Whoever writes another address in front changes nothing.
            let liar = Browser(client, at: "198.51.100.9, 203.0.113.7")
            #expect(try await liar.signIn(World.mobile(.auditor)).status == .tooManyRequests)
            let neighbour = Browser(client, at: "203.0.113.8")
            #expect(try await neighbour.signIn(World.mobile(.auditor)).status == .seeOther)
            world.time.move(seconds: AddressStore.windowSeconds)
            #expect(try await stranger.signIn(World.mobile(.auditor)).status == .seeOther)
            let directory = world.portal.companies.directory
            let sweeps = world.portal.companies.fittings[CompanySlots.directorySweeps]
            world.time.move(seconds: 2 * 86_400)
            try await directory.write { tx in for sweep in sweeps { try sweep(tx) } }
            for table in ["pace", "sign_in_failure"] {
                let left = try await directory.read {
                    try $0.value(SQL(trusted: "SELECT count(*) FROM \(table)"), as: Int.self)
                }
                #expect(left == 0, "\(table)")
            }
        }
    }

    @Test("is counted by no address where nobody knows it: behind a proxy that was not named")
    func unknown() async throws {
        let world = try await World()
        let plain = try Portal(
            companies: world.portal.companies, passwordCost: 16, renderer: World.renderer.get()
        ) { world.time.now }
        try await Application(router: plain.makeRouter()).test(.live) { client in
            for index in 0...AddressStore.most {
                let answer = try await Browser(client, at: "203.0.113.7").signIn(Self.number(index), "wrong password")
                #expect(answer.status == .unprocessableContent)
            }
            #expect(try await Browser(client, at: "203.0.113.7").signIn(World.mobile(.auditor)).status == .seeOther)
        }
    }
}
