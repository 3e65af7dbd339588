//! The `kanwel` command.

fn main() -> std::process::ExitCode {
    kanwel::cli::run(std::env::args_os()).into()
}
