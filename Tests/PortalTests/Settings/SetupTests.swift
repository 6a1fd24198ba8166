import Foundation
import Testing

@testable import Ground
@testable import House

@Suite("The first steps of a new company")
struct SetupTests {
    @Test("stand on the home with what is missing, each leading to its page, until they are closed")
    func list() async throws {
        let world = try await World()
        try await world.serve { client in
            let administrator = try await world.browser(client, as: .administrator)
            let home = try await administrator.get("/arman").text
            for path in ["/arman/jobs/new", "/arman/tariffs", "/arman/settings/company"] {
                #expect(home.contains("<a href=\"\(path)\">"), "\(path)")
            }
            #expect(home.contains("راه‌اندازی شرکت"))
            let places = ["jobs/new", "tariffs", "settings/company"].compactMap {
                home.range(of: "<a href=\"/arman/\($0)\">", options: .backwards)?.lowerBound
            }
            #expect(
                places.count == 3 && places == places.sorted(), "what stands in the way of the first job comes first")
            let reception = try await world.browser(client, as: .reception)
            #expect(try await !reception.get("/arman").text.contains("راه‌اندازی شرکت"))
            let manager = try await world.browser(client, as: .serviceManager)
            #expect(try await manager.post("/arman/setup/closing").status == .forbidden)
            #expect(try await administrator.post("/arman/setup/closing").status == .seeOther)
            #expect(try await !administrator.get("/arman").text.contains("راه‌اندازی شرکت"))
        }
    }
}
