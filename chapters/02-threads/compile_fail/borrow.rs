use std::thread;

fn main() {
    let names = vec!["A", "B", "C"];
    let greeter = thread::spawn(|| {
        for name in &names {
            println!("ready, {name}");
        }
    });
    greeter.join().expect("no panic");
    println!("{} were greeted", names.len());
}
