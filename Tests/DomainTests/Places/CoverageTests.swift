import Domain
import Testing

@Suite("Where a dealer works, as people write it")
struct CoverageTests {
    private let places: CityFinder
    private let own: CityRow

    init() throws {
        places = CityFinder(try CityRow.parse(tsv: ImportRecordsTests.data("cities")))
        own = try places.find(province: "لرستان", city: "خرم‌آباد")
    }

    @Test(
        "is read with provinces by their name, and a name of two provinces as the nearer one",
        arguments: [
            ("خرم آباد؛ بروجرد", 2), ("نورآباد", 1), ("نورآباد (فارس)", 1), ("خرم‌آباد, خرم‌آباد", 1),
        ])
    func read(text: String, count: Int) throws {
        #expect(try Coverage.read(text, of: own, places).count == count)
    }

    @Test("is a whole province where its name says so", arguments: ["استان قم", "استان سمنان", "Semnan province"])
    func province(text: String) throws {
        let cities = try Coverage.read(text, of: own, places)
        #expect(Set(cities.map(\.provinceFa)).count == 1)
        let province = try #require(cities.first?.provinceFa)
        #expect(cities.count == places.cities.count { $0.provinceFa == province })
    }

    @Test("is refused for a place that nobody knows", arguments: ["ناکجا", "استان ناکجا", "نورآباد (قم)"])
    func unknown(text: String) {
        #expect(throws: Complaint.self) { try Coverage.read(text, of: own, places) }
    }

    @Test(
        "is written as it is read",
        arguments: ["خرم‌آباد؛ بروجرد", "استان سمنان؛ خرم‌آباد", "نورآباد؛ نورآباد (فارس)", "قم"])
    func written(text: String) throws {
        let cities = try Coverage.read(text, of: own, places)
        let again = try Coverage.read(Coverage.text(cities, of: own, places), of: own, places)
        #expect(Set(again) == Set(cities))
    }
}
