// swift-tools-version:6.2
import PackageDescription

/// Rules every target keeps: warnings are errors, and the language features that the next
/// language mode makes the rule are on already.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "workshop",
    products: [
        .executable(name: "workshop", targets: ["workshop"]),
        .library(name: "WorkshopClient", targets: ["WorkshopClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .executableTarget(
            name: "workshop", dependencies: ["WorkshopCommands"], swiftSettings: strict),
        .target(
            name: "WorkshopCommands",
            dependencies: [
                "Arguments", "WorkshopServer", "WorkshopStore", "WorkshopClient", "WorkshopBench",
                "WorkshopModel", "CManual", "CSpawn",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "WorkshopServer",
            dependencies: [
                "CPage", "WorkshopStore", "WorkshopMetrics", "WorkshopModel",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Page/Web"],
            swiftSettings: strict),
        .target(
            name: "WorkshopStore",
            dependencies: [
                "CFolders", "CLogFile", "CSQLite", "WorkshopMetrics", "WorkshopModel",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "WorkshopClient",
            dependencies: [
                "CCurl", "WorkshopModel", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        // The load generator behind 'workshop bench' and 'make bench'.
        .target(
            name: "WorkshopBench", dependencies: ["CEpoll", "WorkshopModel"],
            swiftSettings: strict),
        .target(name: "WorkshopModel", swiftSettings: strict),
        .target(name: "WorkshopMetrics", swiftSettings: strict),
        .target(name: "Arguments", swiftSettings: strict),
        .target(name: "CLogFile", dependencies: ["CSQLite"]),
        .target(name: "CPage"),
        .target(name: "CManual", exclude: ["text"]),
        .target(name: "CFolders"),
        .target(name: "CSpawn"),

        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CEpoll"),
        // Loads the library at run time: only its headers are needed here.
        .target(name: "CCurl"),

        // The agent of Examples/swift, which has a package of its own: built here for the tests.
        .executableTarget(
            name: "adder", dependencies: ["WorkshopClient", "WorkshopModel"],
            path: "Examples/swift/Sources/adder", swiftSettings: strict),

        // What 'make bench' runs.
        .executableTarget(
            name: "workshop-benchmark", dependencies: ["WorkshopBench"],
            path: "Benchmarks/Sources/workshop-benchmark", swiftSettings: strict),

        // What holds for each parser on any input: run by the fuzzer, and by the tests over the
        // corpus.
        .target(
            name: "FuzzProperties", dependencies: ["Arguments", "WorkshopModel"],
            path: "Tests/Fuzzing/Properties", swiftSettings: strict),

        .testTarget(
            name: "FuzzingTests", dependencies: ["Arguments", "FuzzProperties", "WorkshopModel"],
            swiftSettings: strict),
        .testTarget(
            name: "ArgumentsTests", dependencies: ["Arguments"], exclude: ["Snapshots"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkshopModelTests", dependencies: ["WorkshopModel"], swiftSettings: strict),
        .testTarget(
            name: "WorkshopMetricsTests", dependencies: ["WorkshopMetrics"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkshopStoreTests",
            dependencies: ["WorkshopStore", "WorkshopModel", "CLogFile", "CSQLite"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkshopServerTests",
            dependencies: [
                "CSQLite", "WorkshopServer", "WorkshopStore", "WorkshopModel",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WorkshopClientTests",
            dependencies: [
                "WorkshopClient", "WorkshopModel",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WorkshopBenchmarkTests",
            dependencies: ["workshop-benchmark", "WorkshopBench"], swiftSettings: strict),
        .testTarget(
            name: "WorkshopBenchTests", dependencies: ["WorkshopBench", "WorkshopModel"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkshopTests",
            dependencies: [
                "WorkshopCommands", "WorkshopClient", "WorkshopServer", "WorkshopModel", "adder",
            ],
            exclude: ["Budgets/allocations.c", "Faults/faults.c"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
