//! t
fn main(){ let src:Vec<_>=std::env::args().skip(1).map(|f|(f.clone(),std::fs::read_to_string(&f).unwrap())).collect();
 let t=std::time::Instant::now();
 let k=kanwel::db::Kanwel::new(src); let d=k.diagnostics(); eprintln!("{:?}",t.elapsed());
 for d in d { let l=k.locate(&d.labels[0].place); let (p,ln,src)=l.map(|l|{let tx=k.text(&l.path).unwrap(); let i=kanwel::text::LineIndex::new(tx); (l.path.rsplit('/').next().unwrap().to_owned(), i.human(tx,l.span.start), tx.get(l.span.range()).unwrap_or("?").to_owned())}).unwrap_or_default();
 println!("{} {p}:{}:{} {} «{}» {}", d.code, ln.0,ln.1, d.title, src, d.help.unwrap_or_default()); } }
