import Database
import Domain
import Testing

@testable import Base
@testable import Ground

extension World {
    /// A course whose exam asks two questions of the fridge; both choices that are right are the first.
    @discardableResult
    func addCourse(
        _ code: String = "FRIDGE-1", company: String = "arman", asked: Int = 2, months: Int = 12, wait: Int = 1
    ) async throws -> ID<Course> {
        let person = try await person(.serviceManager, company: company)
        return try await self.company(company).write { tx in
            let course = try Course(
                code: code, titleFa: "تعمیر یخچال", titleEn: "Fridge repair", kind: .film,
                link: "https://film.example/1", text: "گاز و کمپرسور", months: months, passPercent: 70, asked: asked,
                waitDays: wait)
            let id = try CourseStore.add(course, by: person, tx)
            for number in 1...2 {
                try ExamQuestionStore.add(
                    ExamQuestion("پرسش \(number)", lines: "* درست\nنادرست"), to: id, by: person, tx)
            }
            return id
        }
    }

    /// From a day on work on fridges asks for a certificate of it.
    func ask(
        _ course: ID<Course>, service: String? = nil, from days: Int = 0, company: String = "arman"
    ) async throws {
        let person = try await person(.serviceManager, company: company)
        let today = arman.clock.day(of: time.now)
        try await self.company(company).write { tx in
            let group: ID<ProductGroup> = try #require(
                try tx.value("SELECT id FROM product_group WHERE code = 'fridge'"))
            try CourseNeedStore.add(
                course, UntrainedWork(group, service: service), from: today.adding(days: days), by: person, tx)
        }
    }

    /// A certificate by hand for the technician of a dealer.
    @discardableResult
    func certify(
        _ course: ID<Course>, dealer: Int = 1, company: String = "arman"
    ) async throws -> ID<Certificate> {
        let (giver, holder) = (
            try await person(.serviceManager, company: company),
            try await person(.dealerTechnician, company: company, dealer: dealer)
        )
        let open = self.company(company)
        let day = open.clock.day(of: time.now)
        return try await open.write { tx in
            let dealer: ID<Dealer> = try #require(
                try tx.value("SELECT id FROM dealer WHERE code = \(Self.dealerCodes[dealer - 1])"))
            return try CertificateStore.add(
                course, to: holder, of: dealer, from: day, note: "سمینار", by: giver, in: open, tx)
        }
    }

    /// One of each, for the walks.
    func trained(_ company: String, dealer: Int) async throws -> [String: String] {
        let open = self.company(company)
        let course = try await addCourse("\(company)-\(dealer)-\(try await count("course"))", company: company)
        try await ask(course, from: 1_000, company: company)
        var parts: [String: String] = [:]
        for role in [Role.dealerManager, .dealerTechnician] {
            let sitter = try Actor(
                person: try await person(role, company: company, dealer: dealer), name: "", roles: Roles([role]),
                dealer: try await open.read { tx in
                    try tx.value("SELECT id FROM dealer WHERE code = \(Self.dealerCodes[dealer - 1])")
                })
            let exam = try await open.write { try ExamStore.begin(course, by: sitter, in: open, $0) }
            parts["exam \(role.rawValue)"] = exam.description
        }
        // Nobody of the office sits one: to him it is his dealer's.
        for role in Role.allCases where !role.isOfDealer {
            parts["exam \(role.rawValue)"] = parts["exam dealer_technician"]
        }
        // Afterwards: who has one sits no exam.
        parts["course"] = course.description
        parts["certificate"] = try await certify(course, dealer: dealer, company: company).description
        parts["need"] = try await open.read {
            String(try #require(try $0.value("SELECT max(id) FROM course_need", as: Int64.self)))
        }
        return parts
    }
}
