import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("Photos that the company asks for")
struct AskedPhotoTests {
    @Test("keep a job from being completed without them, and those of earlier visits count")
    func asked() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let service: String = try await world.arman.read {
                try #require(try $0.value("SELECT service_type FROM job WHERE number = \(number)"))
            }
            let set = try await manager.post(
                "/arman/settings/services/\(service)",
                [("name_fa", "تعمیر"), ("name_en", "Repair"), ("photos", "۲")])
            #expect(set.status == .seeOther)
            let dealer = try await world.browser(client, as: .dealerManager)
            let form = try await dealer.get("/arman/jobs/\(number)/visits/new")
            #expect(form.text.contains("۲ عکس لازم است"))
            let path = "/arman/jobs/\(number)/visits"
            let photos = [TestPhotos.jpeg(), TestPhotos.jpeg(0x34)].map { ("photos", "a.jpg", $0) }
            let few = try await dealer.upload(path, World.visit(), files: [photos[0]])
            #expect(few.status == .unprocessableContent)
            #expect(few.text.contains("href=\"#f-photos\""))
            let enough = try await dealer.upload(path, World.visit(), files: photos)
            #expect(enough.status == .seeOther, "\(enough.text)")
        }
        #expect(try await world.state(of: number) == .done)
    }

    @Test("are not asked for of a visit that completes nothing")
    func other() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.arman.write { tx in _ = try tx.execute("UPDATE service_type SET photos = 3") }
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(["outcome": "not_home"]), files: [])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
    }
}
