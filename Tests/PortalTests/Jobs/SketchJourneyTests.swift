import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("The sketch of a machine's condition")
struct SketchJourneyTests {
    @Test("is touched or chosen from a list, and stands on the job, on the slip and in the history")
    func marked() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let path = "/arman/jobs/\(number)/sketch"
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let empty = try await reception.get("/arman/jobs/\(number)").text
            #expect(empty.contains(path) && !empty.contains("<svg xmlns"))
            let page = try await reception.get(path).text
            #expect(page.contains("type=\"image\"") && page.contains("name=\"side\""))
            let front = SketchSide.front.frame
            let touched = try await reception.post(
                path, [("kind", "dent"), ("spot.x", "\(front.x + 42)"), ("spot.y", "\(front.y + 4)")])
            #expect(touched.location == "\(path)?kind=dent", "\(touched.text)")
            let chosen = try await reception.post(path, [("kind", "scratch"), ("side", "back"), ("place", "8")])
            #expect(chosen.status == .seeOther)
            for shown in [path, "/arman/jobs/\(number)", "/arman/jobs/\(number)/slip"] {
                let text = try await reception.get(shown).text
                #expect(text.contains("فرورفتگی: جلو، بالا") && text.contains("خراش: پشت، پایین راست"), "\(shown)")
            }
            let picture = try await reception.get("\(path)/picture")
            #expect(picture.text.contains("<circle") && picture.text.contains("xmlns"))
            let id: Int64? = try await world.arman.read { try $0.value("SELECT min(id) FROM job_mark") }
            let gone = try await reception.post("\(path)/\(id ?? 0)/removal")
            #expect(gone.status == .seeOther)
            let again = try await reception.post("\(path)/\(id ?? 0)/removal")
            #expect(again.status == .conflict)
            let history = try await reception.get("/arman/jobs/\(number)").text
            #expect(history.contains("برداشته شد") && history.contains("فرورفتگی: جلو، بالا"))
        }
    }

    @Test("beside the machine is nowhere, thirty spots are enough, and of a job that has ended nothing is changed")
    func refused() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let path = "/arman/jobs/\(number)/sketch"
        try await world.browse(as: .reception) { browser in
            for fields in [
                [("kind", "dent"), ("spot.x", "1"), ("spot.y", "1")], [("kind", "dent"), ("side", "front")],
                [("kind", "none"), ("side", "front"), ("place", "1")],
                [("kind", "dent"), ("side", "front"), ("place", "9")],
            ] {
                let answer = try await browser.post(path, fields)
                #expect(answer.status == .unprocessableContent, "\(fields)")
            }
            for _ in 1...JobMarkStore.most {
                _ = try await browser.post(path, [("kind", "dent"), ("side", "front"), ("place", "1")])
            }
            let full = try await browser.post(path, [("kind", "dent"), ("side", "front"), ("place", "1")])
            #expect(full.status == .unprocessableContent)
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE job SET state = 'cancelled' WHERE number = \(number)")
            }
            let over = try await browser.post(path, [("kind", "dent"), ("side", "front"), ("place", "1")])
            #expect(over.status == .unprocessableContent)
            let shown = try await browser.get(path).text
            #expect(!shown.contains("type=\"image\""))
        }
        #expect(try await world.number("SELECT count(*) FROM job_mark") == JobMarkStore.most)
    }
}
