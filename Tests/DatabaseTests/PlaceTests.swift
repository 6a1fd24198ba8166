import Testing

@testable import Database

@Suite("A place")
struct PlaceTests {
    @Test(
        "is a file or a schema on a server, and reads back as it was written",
        arguments: [
            ("store.sqlite", Place.file("store.sqlite")), ("sqlite:/srv/a.sqlite", .file("/srv/a.sqlite")),
            ("postgres://db/kardan?schema=kardan_arman", .schema("kardan_arman", on: .init("postgres://db/kardan"))),
            (
                "postgresql://u:p@a,b/kardan?sslmode=verify-full&schema=s_1&target_session_attrs=read-write",
                .schema(
                    "s_1", on: .init("postgresql://u:p@a,b/kardan?sslmode=verify-full&target_session_attrs=read-write"))
            ),
        ])
    func reads(text: String, place: Place) throws {
        #expect(try Place(text) == place)
        #expect(try Place(place.text) == place)
    }

    @Test(
        "is refused where it is neither, or its schema is no plain name",
        arguments: [
            "", "sqlite:", "mysql://db/x", "postgres://db/kardan", "postgres://db/kardan?schema=",
            "postgres://db/kardan?schema=Arman", "postgres://db/kardan?schema=a\"; DROP SCHEMA public; --",
        ])
    func refuses(text: String) { #expect(throws: DatabaseFault.self) { try Place(text) } }

    @Test("takes the usual schema or file where it names none")
    func usual() throws {
        #expect(try Place("", schema: "kardan_x", file: "store.sqlite") == .file("store.sqlite"))
        #expect(try Place("sqlite", schema: "kardan_x", file: "store.sqlite") == .file("store.sqlite"))
        #expect(
            try Place("postgres://db/k", schema: "kardan_x", file: "f")
                == .schema("kardan_x", on: .init("postgres://db/k")))
        #expect(
            try Place("postgres://db/k?schema=own", schema: "kardan_x", file: "f")
                == .schema("own", on: .init("postgres://db/k")))
    }

    @Test("never shows a password")
    func shown() throws {
        let places = ["postgres://kardan:secret@db/k?schema=s", "postgres://db/k?user=a&password=secret&schema=s"]
        #expect(throws: DatabaseFault.place("Postgres://kardan@db/k")) { try Place("Postgres://kardan:secret@db/k") }
        for place in places { #expect(try !Place(place).shown.contains("secret"), "\(place)") }
    }
}
