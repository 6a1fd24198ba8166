import Domain
import Testing

@Suite("Numbers of people, companies and accounts")
struct IdentityNumberTests {
    @Test(
        "A mobile number is one number however it is written",
        arguments: [
            "09123456789", "9123456789", "989123456789", "+989123456789", "00989123456789", "۰۹۱۲۳۴۵۶۷۸۹",
            "٠٩١٢٣٤٥٦٧٨٩",
            "0912 345 6789", "0912-345-6789", "(0912) 345 67 89", "0912\u{A0}345\u{A0}6789",
            "\u{202A}+98 912 345 6789\u{202C}",
            "۰۰۹۸۹۱۲۳۴۵۶۷۸۹", "0912–3456789",
        ])
    func mobile(typed: String) throws {
        let number = try MobileNumber(typed)
        #expect(number.e164 == "+989123456789")
        #expect(number.local == "09123456789")
        #expect(number.shown == "0912 345 6789")
    }

    @Test(
        "What is no mobile number is refused",
        arguments: [
            "", "0912", "0912345", "02188776655", "091234567890", "00912345678", "+979123456789", "0912345678a",
            "8123456789",
            "09123456789+", "98 0912 345 6789",
        ])
    func badMobile(typed: String) {
        #expect(throws: Complaint("kernel.mobile.bad", typed)) { try MobileNumber(typed) }
    }

    @Test(
        "A Sheba is known by its check digits",
        arguments: [
            ("IR820540102680020817909002", "054"), ("IR550570022080013447370101", "057"),
            ("IR790610000000700796858044", "061"), ("IR160120000000001234567890", "012"),
            ("IR270170000000100324200001", "017"), ("ir24 0194 5257 2968 7679 0364 24", "019"),
            ("۸۲۰۵۴۰۱۰۲۶۸۰۰۲۰۸۱۷۹۰۹۰۰۲", "054"),
        ])
    func sheba(typed: String, bank: String) throws {
        let sheba = try Sheba(typed)
        #expect(sheba.bankCode == bank)
        #expect(sheba.text.utf8.count == 26)
        #expect(try Sheba(sheba.grouped) == sheba)
    }

    @Test("A Sheba is shown in fours")
    func groupedSheba() throws {
        #expect(
            try Sheba("IR820540102680020817909002").grouped
                == "IR82\u{A0}0540\u{A0}1026\u{A0}8002\u{A0}0817\u{A0}9090\u{A0}02")
    }

    @Test("One wrong digit anywhere in a Sheba is noticed")
    func wrongSheba() throws {
        let right = Array("IR820540102680020817909002".utf8)
        for place in 2..<26 {
            var wrong = right
            wrong[place] = wrong[place] == 0x39 ? 0x30 : wrong[place] + 1
            let typed = String(decoding: wrong, as: UTF8.self)
            #expect(throws: Complaint("kernel.sheba.check", typed)) { try Sheba(typed) }
        }
        let published = "IR012345678901234567890123"
        #expect(throws: Complaint("kernel.sheba.check", published)) { try Sheba(published) }
        for typed in ["", "IR82054010268002081790900", "DE820540102680020817909002"] {
            #expect(throws: Complaint("kernel.sheba.length", typed)) { try Sheba(typed) }
        }
    }

    @Test(
        "National ids of people are known by their check digit",
        arguments: [
            "0499370899", "0790419904", "0084575948", "2110990147", "5049478618", "1234567891", "۰۴۹۹۳۷۰۸۹۹",
        ])
    func person(typed: String) throws {
        #expect(try NationalID(typed).text == Digits.ascii(typed))
    }

    @Test("Zeros that a spreadsheet dropped come back")
    func droppedZeros() throws {
        #expect(try NationalID("84575948").text == "0084575948")
        #expect(try NationalID("499370899").text == "0499370899")
    }

    @Test("Wrong national ids are refused", arguments: ["1234567890", "1111111111", "1230000001", "0000000000"])
    func wrongPerson(typed: String) {
        #expect(throws: Complaint("kernel.national.check", typed)) { try NationalID(typed) }
        #expect(throws: Complaint("kernel.national.length", "1234567")) { try NationalID("1234567") }
        #expect(throws: Complaint("kernel.national.length", "12345678911")) { try NationalID("12345678911") }
    }

    @Test(
        "National ids of companies are known by their check digit",
        arguments: [
            "10380284790", "14003778990", "10861677542", "14005893875", "10840096498",
        ])
    func company(typed: String) throws {
        #expect(try LegalNationalID(typed).text == typed)
        let wrong = typed.dropLast() + String((Int(typed.suffix(1))! + 2) % 10)
        #expect(throws: Complaint("kernel.legal.check", String(wrong))) { try LegalNationalID(String(wrong)) }
        #expect(throws: Complaint("kernel.legal.length", typed + "1")) { try LegalNationalID(typed + "1") }
    }

    @Test("An id of a path is digits from 1 up")
    func ids() {
        #expect(ID<String>("12")?.value == 12)
        #expect(["", "0", "-1", "+1", "1.0", "a", "99999999999999999999"].allSatisfy { ID<String>($0) == nil })
        #expect(ID<String>(2) > ID<String>(1))
    }
}
