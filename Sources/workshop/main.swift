import WorkshopCommands

Program.main()
