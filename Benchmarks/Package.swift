// swift-tools-version:6.2
import PackageDescription

let package = Package(
    name: "workshop-benchmark",
    targets: [
        .executableTarget(
            name: "workshop-benchmark", dependencies: ["CEpoll"],
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]),
        .systemLibrary(name: "CEpoll"),
    ],
    swiftLanguageModes: [.v6]
)
