// swift-tools-version: 6.2
import PackageDescription

// The walls: the wings stand on Web, Spreadsheets, Database and Domain, which know no job. A wing knows the wings that it names here and
// no other: the compiler refuses an arrow that runs back. docs/ARCHITECTURE.md has the map.
let walls: [Target.Dependency] = ["Domain", "Database", "Web", "Spreadsheets"]

func wing(_ name: String, over below: [String] = [], using products: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: walls + below.map { .target(name: $0) } + products, path: "Sources/Portal/\(name)")
}

let package = Package(
    name: "kardan",
    products: [.executable(name: "kardan", targets: ["kardan"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .target(name: "Domain"),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "Spreadsheets", dependencies: ["Domain", "CZip", "CExpat"]),
        .target(
            name: "Database",
            dependencies: [
                "Domain", "CPostgres",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "Web",
            dependencies: [
                "Domain", "CXlsxWriter", "CQrencode", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .target(
            name: "Watch",
            dependencies: [
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        wing("Ground"),
        wing("Base", over: ["Ground"]),
        wing("Gate", over: ["Ground", "Base"]),
        wing("Work", over: ["Ground", "Base"]),
        wing("Fees", over: ["Ground", "Base", "Work"]),
        wing("Treasury", over: ["Ground", "Base", "Work", "Fees"]),
        wing("Desk", over: ["Ground", "Base", "Work"]),
        wing("Care", over: ["Ground", "Base", "Work"]),
        wing("Stock", over: ["Ground", "Base", "Work"]),
        wing(
            "Post", over: ["Ground", "Base", "Work"],
            using: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        wing("Books", over: ["Ground", "Base", "Work", "Stock"]),
        wing("Reports", over: ["Ground", "Base", "Work", "Desk", "Care", "Stock", "Fees", "Books"]),
        wing(
            "House",
            over: [
                "Ground", "Base", "Gate", "Work", "Desk", "Care", "Stock", "Post", "Fees", "Treasury", "Reports",
                "Books",
            ]),
        .executableTarget(
            name: "kardan",
            dependencies: [
                "House", "Ground", "Domain", "Database", "Web", "Spreadsheets", "Watch", "CMalloc",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(name: "DomainTests", dependencies: ["Domain"]),
        .testTarget(name: "SpreadsheetsTests", dependencies: ["Spreadsheets", "CZip"]),
        .testTarget(name: "DatabaseTests", dependencies: ["Database"]),
        .testTarget(name: "WatchTests", dependencies: ["Watch"]),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "House", "Post", "Spreadsheets", "Watch", .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// A warning of ours is an error; those of the packages are theirs.
for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}
