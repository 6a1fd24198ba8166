import Domain
import Foundation
import Testing

@testable import Ground
@testable import Work

@Suite("Files of a thing")
struct AttachmentTests {
    private func path(_ world: World, job number: String) async throws -> String {
        let job = try await world.arman.read { try JobStore.find(number, .company, $0) }
        return "/arman/files/of/job/\(job.id)"
    }

    @Test("are added on its page, kept as they came, and its history says so")
    func added() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let path = try await path(world, job: number)
        try await world.serve { client in
            let office = try await world.browser(client, as: .reception)
            #expect(try await office.get("/arman/jobs/\(number)").text.contains(path))
            let added = try await office.upload(
                path, [],
                files: [("photos", "قرارداد.pdf", TestPhotos.wholePDF), ("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(added.status == .seeOther)
            let page = try await office.get(path)
            #expect(page.text.contains("قرارداد.pdf") && page.text.contains("a.jpg"))
            let first = try await world.number("SELECT min(id) FROM attachment")
            let file = try await office.get("/arman/files/\(first)")
            #expect(file.headers[.contentType] == "application/pdf")
            #expect(file.headers[.contentDisposition]?.hasPrefix("attachment;") == true, "never opened in our page")
            let small = try await office.get("/arman/files/\(first)/small")
            #expect(small.status == .notFound, "there is no picture of a PDF")
            let history = try await world.browser(client, as: .auditor).get("/arman/history")
            #expect(history.text.contains("فایل افزوده شد"))
        }
    }

    @Test("are kept by the browser and asked about at each look, by whoever may still see them")
    func kept() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let path = try await path(world, job: number)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            _ = try await manager.upload(path, [], files: [("photos", "a.jpg", TestPhotos.jpeg())])
            let id = try await world.number("SELECT id FROM attachment")
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            for address in ["/arman/files/\(id)", "/arman/files/\(id)/small"] {
                let first = try await manager.get(address)
                #expect(first.status == .ok && first.headers[.cacheControl] == "private, no-cache")
                let tag = try #require(first.headers[.eTag])
                let again = try await manager.send(address, .get, headers: [.ifNoneMatch: "\"x\", \(tag)"])
                #expect(again.status == .notModified && again.text.isEmpty && again.headers[.eTag] == tag)
                let stale = try await manager.send(address, .get, headers: [.ifNoneMatch: "\"x\""])
                #expect(stale.status == .ok)
                let strange = try await other.send(address, .get, headers: [.ifNoneMatch: tag])
                #expect(strange.status == .notFound, "who may not see it learns nothing from what he has")
            }
        }
    }

    @Test("are so many megabytes of one person in a day and a night, whatever has become of their forms")
    func perDay() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let path = try await path(world, job: number)
        try await world.arman.write { try SettingStore.set(UploadQuotaStore.setting, "1", $0) }
        let large = TestPhotos.pdf + Array(repeating: UInt8(ascii: "%"), count: 700_000) + TestPhotos.wholePDF
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let first = try await manager.upload(path, [], files: [("photos", "a.pdf", large)])
            #expect(first.status == .seeOther)
            let refused = try await manager.upload(path, [], files: [("photos", "b.pdf", large + [10])])
            #expect(refused.status == .unprocessableContent && refused.text.contains("۱ مگابایت"))
            let arriving = try await manager.sendBytes(
                "/arman/files/arriving", .post,
                [
                    "Upload-Length": "700000",
                    "Upload-Metadata": "filename YQ==,place \(Data(path.utf8).base64EncodedString())",
                ])
            #expect(arriving.status == .unprocessableContent)
            let other = try await world.browser(client, as: .reception)
            #expect(try await other.upload(path, [], files: [("photos", "c.pdf", large)]).status == .seeOther)
            world.time.move(seconds: 86_400)
            #expect(try await manager.upload(path, [], files: [("photos", "b.pdf", large)]).status == .seeOther)
        }
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM upload_hour") == 1)
    }

    @Test("are for those who see the thing, and added by those who work on it")
    func sight() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let path = try await path(world, job: number)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let added = try await manager.upload(path, [], files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(added.status == .seeOther)
            let id = try await world.number("SELECT id FROM attachment")
            let auditor = try await world.browser(client, as: .auditor)
            #expect(try await auditor.get("/arman/files/\(id)").status == .ok)
            let denied = try await auditor.upload(path, [], files: [("photos", "b.jpg", TestPhotos.jpeg(2))])
            #expect(denied.status == .forbidden)
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            for address in [path, "/arman/files/\(id)", "/arman/files/\(id)/small"] {
                #expect(try await other.get(address).status == .notFound, "\(address)")
            }
            let pushed = try await other.upload(path, [], files: [("photos", "b.jpg", TestPhotos.jpeg(3))])
            #expect(pushed.status == .notFound)
            let customer = try await manager.get("/arman/files/of/customer/1")
            #expect(customer.status == .notFound, "a dealer opens no customer's page")
            let strange = try await auditor.get("/arman/files/of/payout_item/1")
            #expect(strange.status == .notFound)
        }
        #expect(try await world.number("SELECT count(*) FROM upload") == 0)
    }

    @Test("are added to a done job by its dealer until its claim is decided, and stand beside the claim")
    func untilDecided() async throws {
        let world = try await World()
        let claim = try await world.addClaim()
        let path = try await path(world, job: claim.number)
        try await world.serve { client in
            let dealer = try await world.browser(client, as: .dealerManager)
            #expect(try await dealer.get("/arman/jobs/\(claim.number)").text.contains("href=\"\(path)\""))
            let added = try await dealer.upload(path, [], files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(added.status == .seeOther)
            let id = try await world.number("SELECT id FROM attachment")
            let finance = try await world.browser(client, as: .financeOfficer)
            #expect(try await finance.get("/arman/claims/\(claim.id)").text.contains("/arman/files/\(id)/small"))
            try await world.decide(.reject, [claim], reason: "other")
            let closed = try await dealer.get("/arman/jobs/\(claim.number)").text
            #expect(!closed.contains("href=\"\(path)\"") && closed.contains("رسیدگی شده و عکس دیگری پذیرفته نمی‌شود"))
            let late = try await dealer.upload(path, [], files: [("photos", "b.jpg", TestPhotos.jpeg(2))])
            #expect(late.status == .unprocessableContent)
            #expect(late.text.contains("رسیدگی شده و عکس دیگری پذیرفته نمی‌شود"))
            let office = try await finance.upload(path, [], files: [("photos", "c.jpg", TestPhotos.jpeg(3))])
            #expect(office.status == .seeOther, "the company's own papers are its own")
        }
        #expect(try await world.number("SELECT count(*) FROM attachment") == 2)
    }

    @Test("come from nobody but their sender, for the form that they were sent with, once")
    func uploads() async throws {
        let world = try await World()
        let (mine, other) = (try await world.acceptedJob(), try await world.acceptedJob())
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let refused = try await manager.upload(
                "/arman/jobs/\(mine)/visits", World.visit(["minutes": "x"]),
                files: [("photos", "a.jpg", TestPhotos.jpeg())])
            let kept = refused.text.value(of: "kept")
            #expect(Int(kept) != nil)
            let elsewhere = try await manager.upload(
                "/arman/jobs/\(other)/visits", World.visit() + [("kept", kept)], files: [])
            #expect(elsewhere.status == .unprocessableContent)
            #expect(elsewhere.text.contains("دیگر در دسترس نیست"))
            let forged = "\(String(repeating: "de", count: 32)).image/jpeg.12345"
            let second = try await world.browser(client, as: .dealerManager, dealer: 2)
            _ = try await second.upload(
                "/arman/jobs/\(mine)/visits", World.visit() + [("kept", kept), ("kept", forged)], files: [])
            #expect(try await world.number("SELECT count(*) FROM attachment") == 0)
            let logged = try await manager.upload(
                "/arman/jobs/\(mine)/visits", World.visit() + [("kept", kept)], files: [])
            #expect(logged.status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM attachment") == 1)
        #expect(try await world.number("SELECT count(*) FROM upload") == 0)
    }

    @Test("cannot fill the disk: what one person has sent for no form is bounded")
    func quota() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let person = try await world.person(.dealerManager)
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                INSERT INTO upload (person_id, place, sha256, media_type, bytes, name, made_at)
                VALUES (\(person), '/', 'x', 'image/jpeg', 209715200, '', \(tx.now))
                """)
        }
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(), files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("فایل‌های زیادی فرستاده‌اید"))
        }
        #expect(world.arman.blobs.count == 0, "what there is no room for is not written first")
    }

    @Test("have small pictures, made once; what no program can read is shown as it is")
    func small() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let path = try await path(world, job: number)
        try await world.browse(as: .reception) { browser in
            _ = try await browser.upload(
                path, [],
                files: [("photos", "a.png", TestPhotos.picture), ("photos", "b.jpg", TestPhotos.jpeg())])
            let first = try await world.number("SELECT min(id) FROM attachment")
            for _ in 0..<2 {
                let small = try await browser.get("/arman/files/\(first)/small")
                #expect(small.status == .ok && small.headers[.contentType] == "image/jpeg")
            }
            let unreadable = try await browser.get("/arman/files/\(first + 1)/small")
            #expect(unreadable.status == .ok && unreadable.headers[.contentType] == "image/jpeg")
        }
        let made =
            FileManager.default.enumerator(
                at: world.arman.blobs.folder.deletingLastPathComponent().appendingPathComponent("thumbnails"),
                includingPropertiesForKeys: [.fileSizeKey])?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "jpg" } ?? []
        let sizes = made.compactMap { try? $0.resourceValues(forKeys: [.fileSizeKey]).fileSize }.sorted()
        #expect(sizes.count == 2)
        #expect(sizes.first == 0, "the unreadable one is not tried again")
    }
}

extension Blobs {
    /// How many files lie there.
    var count: Int {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return all?.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }.count ?? 0
    }
}
