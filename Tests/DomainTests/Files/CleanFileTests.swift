import Testing

@testable import Domain

@Suite("Files that are kept")
struct CleanFileTests {
    private func clean(_ bytes: [UInt8]) throws -> CleanFile { try CleanFile.cleaned(bytes, name: "a.jpg") }
    private func tells(_ bytes: [UInt8], _ secret: String) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(secret)
    }

    @Test("A JPEG without anything personal comes back byte for byte")
    func plain() throws {
        let photo = try clean(SamplePhotos.jpeg())
        #expect(photo.kind == .jpeg)
        #expect(photo.bytes == SamplePhotos.jpeg())
    }

    @Test("The place goes out of a JPEG, the way up stays", arguments: [UInt8(3), 6, 8])
    func place(orientation: UInt8) throws {
        let told = SamplePhotos.jpeg([SamplePhotos.exif(orientation: orientation)])
        try #require(tells(told, "GPSLatitude"))
        let photo = try clean(told)
        #expect(!tells(photo.bytes, "GPS"))
        let again = try clean(photo.bytes)
        #expect(again == photo, "the way up is kept when it is cleaned a second time")
        #expect(photo.bytes.count == SamplePhotos.jpeg().count + 36)
    }

    @Test("An upright JPEG needs no Exif at all")
    func upright() throws {
        let photo = try clean(SamplePhotos.jpeg([SamplePhotos.exif(orientation: 1)]))
        #expect(photo.bytes == SamplePhotos.jpeg())
    }

    @Test("XMP, Photoshop, second pictures and comments go; colour profile and Adobe's transform stay")
    func segments() throws {
        let personal = [
            SamplePhotos.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0secret".utf8)),
            SamplePhotos.segment(0xED, Array("Photoshop 3.0\0secret".utf8)),
            SamplePhotos.segment(0xE2, Array("MPF\0secret".utf8)),
            SamplePhotos.segment(0xE0, Array("JFXX\0secret".utf8)),
            SamplePhotos.segment(0xFE, Array("secret".utf8)),
        ]
        let needed = [
            SamplePhotos.segment(0xE2, Array("ICC_PROFILE\0colours".utf8)),
            SamplePhotos.segment(0xEE, Array("Adobe\0d\0\0\0\0\u{1}".utf8)),
        ]
        let photo = try clean(SamplePhotos.jpeg(personal + needed, trailer: Array("a film with secret sound".utf8)))
        #expect(!tells(photo.bytes, "secret"))
        #expect(photo.bytes == SamplePhotos.jpeg(needed))
    }

    @Test("Texts, Exif, times and private chunks go out of a PNG")
    func png() throws {
        let personal = ["tEXt", "iTXt", "zTXt", "eXIf", "tIME", "prVt"].map {
            SamplePhotos.chunk($0, Array("secret".utf8))
        }
        let photo = try clean(SamplePhotos.png(personal + [SamplePhotos.chunk("gAMA", [0, 0, 1, 2])]))
        #expect(photo.kind == .png)
        #expect(photo.bytes == SamplePhotos.png([SamplePhotos.chunk("gAMA", [0, 0, 1, 2])]))
    }

    @Test("Exif and XMP go out of a WebP, and its header promises them no more")
    func webP() throws {
        let personal = ["EXIF", "XMP "].map { SamplePhotos.riff($0, Array("secret!".utf8)) }
        let photo = try clean(SamplePhotos.webP(personal, flags: 0x2C))
        #expect(photo.kind == .webP)
        #expect(photo.bytes == SamplePhotos.webP(flags: 0x20))
    }

    @Test("What is no photo of ours is refused with the reason, whatever its name says")
    func strange() {
        let cases: [(String, [UInt8])] = [
            ("files.no_photo", Array("%PDF-1.7 not a photo".utf8)),
            ("files.no_photo", Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)),
            ("files.no_photo", []),
            ("files.heic", [0, 0, 0, 24] + Array("ftypheic".utf8) + [0, 0, 0, 0]),
            ("files.broken", [0xFF, 0xD8, 0xFF]),
            ("files.broken", Array(SamplePhotos.jpeg().dropLast(2))),
            ("files.broken", SamplePhotos.jpeg(width: 0)),
            ("files.broken", SamplePhotos.jpeg(width: 60_000, height: 60_000)),
            ("files.broken", Array(SamplePhotos.png().dropLast(4))),
            ("files.broken", Array(SamplePhotos.webP().dropLast(6))),
            ("files.broken", SamplePhotos.webP(flags: 0x02)),
        ]
        for (key, bytes) in cases {
            let expected = Complaint(key, "a.jpg")
            #expect(throws: expected) { try CleanFile.cleaned(bytes, name: "a.jpg") }
        }
    }

    @Test("A whole PDF is kept as it came where files of any kind are taken; one that was cut is refused")
    func pdf() throws {
        let whole = Array("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".utf8)
        let kept = try CleanFile.cleaned(whole, name: "a.pdf", of: FileKind.all)
        #expect(kept == CleanFile(kind: .pdf, bytes: whole))
        let cut = Array(whole.dropLast(8))
        #expect(throws: Complaint("files.broken", "a.pdf")) {
            try CleanFile.cleaned(cut, name: "a.pdf", of: FileKind.all)
        }
        #expect(throws: Complaint("files.kind", "a.txt")) {
            try CleanFile.cleaned(Array("text".utf8), name: "a.txt", of: FileKind.all)
        }
    }

    @Test("A photo over 12 MB is refused before it is read")
    func large() {
        let bytes = [UInt8](repeating: 0xFF, count: CleanFile.limit + 1)
        #expect(throws: Complaint("files.large", "a.jpg", "12")) { try CleanFile.cleaned(bytes, name: "a.jpg") }
    }

    @Test("A damaged photo stops nothing, wherever it is cut or bent")
    func bent() {
        let samples = [
            SamplePhotos.jpeg([SamplePhotos.exif(orientation: 6)]),
            SamplePhotos.png([SamplePhotos.chunk("tEXt", [1, 2])]),
            SamplePhotos.webP([SamplePhotos.riff("EXIF", [1])], flags: 8),
        ]
        var read = 0
        for sample in samples {
            for place in sample.indices {
                _ = try? clean(Array(sample[..<place]))
                for value in [UInt8(0), 0x7F, 0xFF] {
                    var bent = sample
                    bent[place] = value
                    if (try? clean(bent)) != nil { read += 1 }
                }
            }
        }
        #expect(read > 0)
    }
}
