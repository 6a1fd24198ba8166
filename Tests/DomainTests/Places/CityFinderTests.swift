import Domain
import Foundation
import Testing

@Suite("Cities, however they are spelt")
struct CityFinderTests {
    let finder: CityFinder

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Data/cities.tsv")
        finder = CityFinder(try CityRow.parse(tsv: String(contentsOf: file, encoding: .utf8)))
    }

    @Test("The catalogue holds 300 cities in 31 provinces, each with one capital")
    func catalogue() throws {
        #expect(finder.cities.count == 300)
        let capitals = finder.cities.filter(\.isCapital)
        #expect(Set(capitals.map(\.provinceFa)) == Set(finder.cities.map(\.provinceFa)))
        #expect(capitals.count == 31)
        let tehran = try finder.find(province: "تهران", city: "تهران")
        #expect((tehran.latitudeE4, tehran.longitudeE4) == (356_944, 514_215))
        #expect((tehran.areaCode, tehran.iso) == ("021", "IR-23"))
    }

    @Test("Every city is found by its names in both languages and by its aliases")
    func everyCity() throws {
        for city in finder.cities {
            for name in [city.nameFa, city.nameEn] + city.aliases {
                try #require(try finder.find(province: city.provinceFa, city: name) == city)
                try #require(try finder.find(province: city.provinceEn, city: name.uppercased()) == city)
            }
        }
    }

    @Test(
        "Spellings of other keyboards and habits are understood",
        arguments: [
            ("لرستان", "خرم آباد", "خرم‌آباد"), (" چهارمحال\u{A0}و بختياري ", "شهركرد", "شهرکرد"),
            ("گیلان", "هشتپر", "تالش"), ("هرمزگان", "دهبارز", "رودان"), ("سیستان و بلوچستان", "چاه‌بهار", "چابهار"),
            ("استان فارس", "شهر صدرا", "صدرا"), ("قزوین", "بوئين زهرا", "بوئین‌زهرا"),
            ("مازندران", "قایمشهر", "قائم‌شهر"),
            ("Razavi Khorasan", "torbat jam", "تربت جام"), ("خ. رضوی", "مشهد", "مشهد"), ("آذ.شرقي", "تبريز", "تبریز"),
            ("IR-10", "شهرستان کاشان", "کاشان"), ("", "درهشهر", "دره‌شهر"), ("تهران", "شهریار", "شهریار"),
        ])
    func spellings(province: String, city: String, name: String) throws {
        #expect(try finder.find(province: province, city: city).nameFa == name)
    }

    @Test("A name alone is enough when only one city has it")
    func nameAlone() throws {
        #expect(try finder.find(province: nil, city: "Kashan").nameFa == "کاشان")
        #expect(throws: Complaint("kernel.city.ambiguous", "نورآباد")) {
            try finder.find(province: nil, city: "نورآباد")
        }
        #expect(try finder.find(province: "لرستان", city: "نورآباد").provinceFa == "لرستان")
        #expect(try finder.find(province: nil, city: "نورآباد ممسنی").provinceFa == "فارس")
    }

    @Test("What is not in the catalogue is refused with the right reason")
    func unknown() {
        for name in ["نیست‌آباد", "تهرانسر شمالی ۲", "", "شهر"] {
            #expect(throws: Complaint("kernel.city.unknown", name)) { try finder.find(province: "تهران", city: name) }
        }
        #expect(throws: Complaint("kernel.province.unknown", "پارس")) {
            try finder.find(province: "پارس", city: "شیراز")
        }
        #expect(throws: Complaint("kernel.city.elsewhere", "شیراز", "تهران")) {
            try finder.find(province: "تهران", city: "شیراز")
        }
    }

    @Test("A catalogue with a missing column or a broken line is refused by name and number")
    func brokenCatalogue() throws {
        let head = "city_fa\tcity_en\tprovince_fa\tprovince_en\tiso_3166_2\tarea_code\tis_capital\tlat\tlon"
        #expect(throws: Complaint("kernel.cities.columns", "aliases")) { try CityRow.parse(tsv: head + "\n") }
        let row = "قم\tQom\tقم\tQom\tIR-25\t025\t1\t34.64\t"
        let parsed = try CityRow.parse(tsv: head + "\taliases\r\n" + row + "-50.8764\tGhom|Kum\r\n")
        #expect(parsed.map(\.longitudeE4) == [-508_764])
        #expect(parsed.map(\.latitudeE4) == [346_400])
        #expect(parsed.map(\.aliases) == [["Ghom", "Kum"]])
        for bad in ["50.87641\t", "east\t", "50.8", "999\t"] {
            #expect(throws: Complaint("kernel.cities.row", "2")) {
                try CityRow.parse(tsv: head + "\taliases\n" + row + bad)
            }
        }
    }

    @Test("The road from Tehran to Isfahan is estimated in tenths of a kilometre, the same both ways")
    func roads() throws {
        let tehran = try finder.find(province: nil, city: "تهران")
        let isfahan = try finder.find(province: nil, city: "اصفهان")
        #expect(abs(tehran.roadTenths(to: isfahan) - 4410) < 50)
        #expect(tehran.roadTenths(to: isfahan) == isfahan.roadTenths(to: tehran))
        #expect(tehran.roadTenths(to: tehran) == 0)
    }
}
