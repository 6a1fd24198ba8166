import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("Exams of dealers' people") struct ExamTests {
    /// The path of an exam that was begun.
    private func begun(_ browser: Browser, _ course: ID<Course>) async throws -> String {
        try #require(try await browser.post("/arman/learning/\(course)/exam").location)
    }

    @Test("are asked and marked by the system: who passes has his certificate, is told, and his dealer may do the work")
    func passed() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        try await world.ask(course)
        try await world.browse(as: .dealerTechnician) { browser in
            let list = try await browser.get("/arman/learning")
            #expect(list.text.contains("تعمیر یخچال") && list.text.contains("/arman/learning/\(course)/exam"))
            let exam = try await begun(browser, course)
            let again = try await browser.post("/arman/learning/\(course)/exam")
            #expect(again.location == exam)
            let page = try await browser.get(exam)
            #expect(page.text.contains("پرسش 1") && page.text.contains("پرسش 2"))
            let half = try await browser.post(exam, [("q0", "0")])
            #expect(half.status == .unprocessableContent && half.text.contains("f-q1"))
            let odd = try await browser.post(exam, [("q0", "0"), ("q1", "7")])
            #expect(odd.status == .unprocessableContent)
            let done = try await browser.post(exam, [("q0", "0"), ("q1", "0")])
            #expect(done.location == exam)
            #expect(try await browser.get(exam).text.contains("قبول شدید"))
            let twice = try await browser.post(exam, [("q0", "0"), ("q1", "1")])
            #expect(twice.status == .conflict)
            #expect(try await browser.get("/arman/learning").text.contains("1405-000001"))
        }
        let (certificates, untrained) = try await world.arman.read { tx in
            (
                try tx.list("SELECT number FROM certificate", as: String.self),
                try CourseNeedStore.untrained(on: world.arman.clock.day(of: world.time.now), tx)
            )
        }
        #expect(certificates == ["1405-000001"] && untrained.count == 1)
    }

    @Test("that are not passed are tried again after the days that the course says")
    func failed() async throws {
        let world = try await World()
        let course = try await world.addCourse(wait: 2)
        try await world.browse(as: .dealerManager) { browser in
            let exam = try await begun(browser, course)
            _ = try await browser.post(exam, [("q0", "0"), ("q1", "1")])
            #expect(try await browser.get(exam).text.contains("قبول نشدید"))
            let soon = try await browser.post("/arman/learning/\(course)/exam")
            #expect(soon.status == .conflict && soon.text.contains("قبول نشدید"))
            #expect(!(try await browser.get("/arman/learning").text.contains("/learning/\(course)/exam")))
            world.time.move(seconds: 2 * 86_400)
            let later = try await browser.post("/arman/learning/\(course)/exam")
            #expect(later.status == .seeOther && later.location != exam)
        }
        let certificates = try await world.count("certificate")
        #expect(certificates == 0)
    }

    @Test("renew a certificate in its last thirty days, and give none back that was withdrawn")
    func renewal() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        let certificate = try await world.certify(course)
        let path = "/arman/learning/\(course)/exam"
        try await world.browse(as: .dealerTechnician) { browser in
            let early = try await browser.post(path)
            #expect(early.status == .conflict && early.text.contains("برای تمدید"))
            world.time.move(seconds: 340 * 86_400)
        }
        try await world.browse(as: .dealerTechnician) { browser in
            let late = try await browser.post(path)
            #expect(late.status == .seeOther)
        }
        let person = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try CertificateStore.withdraw(certificate, at: 1, because: "تقلب", by: person, tx)
            _ = try tx.execute("DELETE FROM exam_item")
            _ = try tx.execute("DELETE FROM exam")
        }
        try await world.browse(as: .dealerTechnician) { browser in
            let gone = try await browser.post(path)
            #expect(gone.status == .conflict && gone.text.contains("باطل شده است"))
        }
    }

    @Test(
        "are handed in within a day, and not where the course is set aside meanwhile; a question set aside begins them anew"
    )
    func bounds() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        let person = try await world.person(.serviceManager)
        let right = [("q0", "0"), ("q1", "0")]
        try await world.browse(as: .dealerManager) { browser in
            let first = try await begun(browser, course)
            try await world.arman.write { tx in
                let question: ID<ExamQuestion> = try #require(try tx.value("SELECT max(id) FROM exam_question"))
                try ExamQuestionStore.add(ExamQuestion("پرسش ۳", lines: "*الف\nب"), to: course, by: person, tx)
                try ExamQuestionStore.retire(question, of: course, by: person, tx)
            }
            let void = try await browser.get(first)
            let second = try await begun(browser, course)
            try await world.arman.write { try CourseStore.setRetired(true, course, at: 1, by: person, $0) }
            let aside = try await browser.post(second, right)
            try await world.arman.write { try CourseStore.setRetired(false, course, at: 2, by: person, $0) }
            world.time.move(seconds: 86_400)
            let late = try await browser.post(second, right)
            #expect(void.status == .notFound && aside.status == .conflict && late.status == .conflict)
            let again = try await browser.post("/arman/learning/\(course)/exam")
            #expect(again.status == .conflict && again.text.contains("قبول نشدید"))
        }
        let certificates = try await world.count("certificate")
        #expect(certificates == 0)
    }

    @Test("of somebody else do not exist, not for a colleague and not for another dealer")
    func foreign() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        try await world.browse(as: .dealerTechnician) { browser in _ = try await begun(browser, course) }
        let id: Int64 = try await world.arman.read { try #require(try $0.value("SELECT id FROM exam")) }
        let exam = "/arman/learning/exams/\(id)"
        for (role, dealer) in [(Role.dealerManager, 1), (.dealerTechnician, 2), (.serviceManager, 1)] {
            try await world.browse(as: role, dealer: dealer) { browser in
                #expect(try await browser.get(exam).status == .notFound)
                let answer = try await browser.post(exam, [("q0", "0"), ("q1", "0")])
                #expect([.notFound, .forbidden].contains(answer.status))
            }
        }
    }

    @Test(
        "ask only where there are as many questions as an exam has, each once, and no right answer stands on the page")
    func questions() async throws {
        let world = try await World()
        let course = try await world.addCourse(asked: 3)
        try await world.browse(as: .dealerManager) { browser in
            let few = try await browser.post("/arman/learning/\(course)/exam")
            #expect(few.status == .conflict && few.text.contains("هنوز آزمونی ندارد"))
        }
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/training/\(course)/questions"
            let wrong = try await browser.post(path, [("text", "پرسش ۳"), ("choices", "یک\nدو")])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("f-choices"))
            let added = try await browser.post(path, [("text", "پرسش ۳"), ("choices", "یک\n*دو")])
            #expect(added.status == .seeOther)
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get(begun(browser, course)).text
            #expect(page.contains("پرسش 1") && page.contains("پرسش 2") && page.contains("پرسش ۳"))
            #expect(!page.contains("*دو") && !page.contains("* دو"))
        }
    }
}
